#!/usr/bin/env bash
# embed.sh NAME OUT DIR: writes OUT.S and OUT.cpp that carry every file below DIR inside the binary.
set -euo pipefail
name=$1 out=$2 dir=$3
mkdir -p "$(dirname "$out")"
files=()
[ -d "$dir" ] && while IFS= read -r f; do files+=("$f"); done < <(cd "$dir" && find . -type f | sed 's|^\./||' | LC_ALL=C sort)
{
  echo '.section .rodata'
  for i in "${!files[@]}"; do
    printf '.global zw_%s_%d_begin\n.global zw_%s_%d_end\n.balign 16\nzw_%s_%d_begin:\n.incbin "%s"\nzw_%s_%d_end:\n.byte 0\n' \
      "$name" "$i" "$name" "$i" "$name" "$i" "$dir/${files[$i]}" "$name" "$i"
  done
  echo '.section .note.GNU-stack,"",@progbits'
} >"$out.S"
{
  echo '#include "base/embedded.h"'
  echo '#include <iterator>'
  for i in "${!files[@]}"; do echo "extern \"C\" const char zw_${name}_${i}_begin[], zw_${name}_${i}_end[];"; done
  echo "namespace zw::embedded {"
  echo "std::vector<File> ${name}() {"
  echo "  return {"
  for i in "${!files[@]}"; do
    echo "      {\"${files[$i]}\", {zw_${name}_${i}_begin, static_cast<std::size_t>(zw_${name}_${i}_end - zw_${name}_${i}_begin)}},"
  done
  echo "  };"
  echo "}"
  echo "}  // namespace zw::embedded"
} >"$out.cpp"
