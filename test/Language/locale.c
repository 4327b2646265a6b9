// Locales and domains of messages hold after a move, and a character that was begun in the
// state of mbrtowc itself. locale-elsewhere.test has more than the C locale.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=4 %s
//
// SOAK: %s
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

int main(int count, char **arguments) {
  (void)arguments;
  char *name = setlocale(LC_ALL, count > 1 ? "" : "C");
  if (!name || setlocale(LC_ALL, "there is none"))
    return 1;
  char *(*ask)(int, const char *) = setlocale;
  printf("%s %s %d\n", textdomain("mine"), bindtextdomain("mine", "/no/such/folder"),
         bindtextdomain("yours", NULL) != NULL);
  wchar_t read = 0;
  // With an argument it begins a character that is two bytes.
  const char *letter = count > 1 ? "\303\251" : "ee";
  int begun = (int)mbrtowc(&read, letter, 1, NULL);
  for (int i = 0; i < 4; i++) {
    printf("%d of 4: %s %.1f %s", i + 1, name, 1.5, ask(LC_NUMERIC, NULL));
    if (i == 2) {
      int rest = (int)mbrtowc(&read, letter + 1, 1, NULL);
      printf(" %.2s=%x %d", letter, (unsigned)read, rest - begun);
    }
    printf("\n");
  }
  printf("%s %s %s\n", textdomain(NULL), bindtextdomain("mine", NULL), gettext("said"));
  if (!setlocale(LC_NUMERIC, "C"))
    return 1;
  for (int i = 0; i < 2; i++)
    printf("%s %.1f %s\n", ask(LC_NUMERIC, NULL), 1.5, name);
  return 0;
}
