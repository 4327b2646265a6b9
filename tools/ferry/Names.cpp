//===- Names.cpp - how people read types and parts of an image ------------===//
#include "Names.h"

#include "ferry/typeinfo/Path.h"

#include <fmt/core.h>

namespace ferry::tool {

std::string clean(std::string_view Text) {
  std::string Result;
  for (unsigned char C : Text) {
    if (C == '\n')
      Result += "\\n";
    else if (C == '\t')
      Result += "\\t";
    else if (C < 0x20 || C == 0x7f)
      Result += fmt::format("\\x{:02x}", C);
    else
      Result += static_cast<char>(C);
  }
  return Result;
}

std::string spell(const TypeTable &Types, TypeId Id, std::string Name) {
  // By-value nesting is bounded by validate(); chains of pointers are not.
  for (unsigned Depth = 0; Depth < 32; ++Depth) {
    auto Joined = [&](std::string Base) {
      bool IsTight = Name.empty() || Name[0] == '[';
      return clean(Base) + (IsTight ? "" : " ") + Name;
    };
    if (!Types.contains(Id))
      return Joined("void");
    const Type &T = Types[Id];
    if (T.K == Kind::Pointer) {
      Name = "*" + Name;
      if (Types.contains(T.Element) && Types[T.Element].K == Kind::Array)
        Name = "(" + Name + ")";
      Id = T.Element;
    } else if (T.K == Kind::Array) {
      Name += fmt::format("[{}]", T.Count);
      Id = T.Element;
    } else if (T.K == Kind::FunctionPointer) {
      // The key says what it points to: "p:f:int(p:void)".
      std::string Key = T.Name;
      for (const char *Prefix : {"p:", "f:"})
        if (Key.starts_with(Prefix))
          Key = Key.substr(2);
      Name = "*" + Name;
      return Joined(Key);
    } else if (T.K == Kind::BitField) {
      Name += fmt::format("{}: {}", Name.empty() ? "" : " ", T.Bits.Width);
      Id = T.Element;
    } else {
      return Joined(T.Name);
    }
  }
  return "... " + Name;
}

std::string sizeText(uint64_t Bytes) {
  if (Bytes < 10000)
    return fmt::format("{} bytes", Bytes);
  double Size = static_cast<double>(Bytes);
  const char *Unit = "KiB";
  for (const char *Next : {"MiB", "GiB", "TiB"}) {
    if (Size < 10000.0 * 1024)
      break;
    Size /= 1024;
    Unit = Next;
  }
  return fmt::format("{:.1f} {}", Size / 1024, Unit);
}

Names::Names(const image::Image &TheImage, const image::AddressIndex &Index)
    : I(TheImage), Index(Index) {
  for (const image::Symbol &S : I.Symbols)
    Functions.try_emplace(S.Address.Value, S.Name);
}

Target Names::resolve(uint64_t Address, const Type &Pointer,
                      const std::byte *Place) const {
  Target To;
  if (Address == 0)
    return To;
  if (Pointer.K != Kind::FunctionPointer) {
    To.Found = Index.findPointer({Address}, Place);
    if (To.Found.Ref.valid()) {
      To.What = Target::Block;
      return To;
    }
  }
  auto At = Functions.find(Address);
  To.What = At == Functions.end() ? Target::Nothing : Target::Function;
  if (At != Functions.end())
    To.Symbol = At->second;
  return To;
}

std::string Names::block(const image::BlockRef &Ref) const {
  if (Ref.Run != image::None)
    return fmt::format("heap object {}", Ref.Number - I.Blocks.size());
  const image::Block &B = I.Blocks[Ref.Block];
  if (B.Kind == image::BlockKind::Local)
    return fmt::format("{} in frame {}", clean(B.Name), B.Frame);
  if (B.Name.empty())
    return fmt::format("argument {}", Ref.Block);
  return clean(B.Name);
}

std::string Names::part(const image::AddressIndex::Found &At) const {
  image::BlockView V = Index.view(At.Ref);
  const TypeTable &Types = *I.Types;
  TypeId Element = V.Type;
  // A variable that is an array: its elements are the parts.
  if (Types[Element].K == Kind::Array && V.Size == Types[Element].Size)
    Element = Types[Element].Element;
  uint64_t Size = Types[Element].Size;
  uint64_t Count = Size ? V.Size / Size : 0;
  std::string Path;
  if (At.Offset != 0)
    Path = At.Offset <= Count * Size
               ? pathOf(Types, Element, Count, At.Offset, 0, {}, V.Bytes)
               : fmt::format("+{}", At.Offset);
  bool IsPlain = At.Ref.Block != image::None &&
                 I.Blocks[At.Ref.Block].Kind != image::BlockKind::Local &&
                 !I.Blocks[At.Ref.Block].Name.empty();
  if (Path.empty() || IsPlain)
    return joinPath(block(At.Ref), clean(Path));
  return block(At.Ref) + ", " + clean(Path);
}

} // namespace ferry::tool
