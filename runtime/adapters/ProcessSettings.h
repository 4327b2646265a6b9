//===- ProcessSettings.h - the adapter "process" ----------------*- C++ -*-===//
///
/// \file
/// What the program has changed of its process: the folder that it works in, and which
/// rights it takes from the files it makes (umask). What it never touched is that of the
/// process that it goes on in. docs/ImageFormat.md, Resources.
///
/// The folder is carried by its absolute path, as open files are, and --file-map says
/// where it is elsewhere.
///
/// Rejected: to carry a folder below the one that the program was started in relative to
/// that; what it reads there would be found, and what it has open there would not.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_PROCESSSETTINGS_H
#define FERRY_ADAPTERS_PROCESSSETTINGS_H

#include "adapters/Files.h"

#include <optional>

namespace ferry::adapters {

inline constexpr std::string_view ProcessSettingsName = "process";
inline constexpr uint32_t ProcessSettingsVersion = 1;

struct ProcessSettings {
  std::optional<std::string> Folder;
  std::optional<unsigned> Mask; ///< 9 bits
};

/// The resource's bytes; empty when the program has changed nothing. False: the folder
/// has no name any more.
bool writeProcessSettings(std::string &Bytes, Failure &Why);

/// False: these are no such bytes.
bool readProcessSettings(const image::Resource &From, ProcessSettings &Settings, Failure &Why);

/// Where the folder is here. False: nowhere.
bool findFolder(ProcessSettings &Settings, const FileMap &Map, Failure &Why);

/// For this process, after all that relative names in its options are for.
bool setProcessSettings(const ProcessSettings &Settings, Failure &Why);

} // namespace ferry::adapters
#endif
