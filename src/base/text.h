// Small tools for UTF-8 text as people type it: checks, folding, trimming, and keys that make equal names
// equal.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace zw {

/// Offset of the first byte that is not well-formed UTF-8 (overlong forms and surrogates are not), if any.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

/// The character at `pos`, moving `pos` behind it; a malformed byte counts as one kReplacementCharacter.
char32_t next_code_point(std::string_view text, std::size_t& pos);
/// Appends the character; what is no Unicode scalar value becomes kReplacementCharacter.
void append_utf8(std::string& out, char32_t c);

/// Characters, not bytes.
std::size_t character_count(std::string_view text);
/// Columns of a fixed-width font: a Chinese character takes two, an invisible one none.
std::size_t display_width(std::string_view text);

/// Any kind of blank: space, line break, NBSP, ideographic space, the typographic spaces.
bool is_blank(char32_t c);
/// Takes part in no word and shows nothing: controls, zero-width and direction marks, byte order mark.
bool is_invisible(char32_t c);

/// Without blank or invisible characters at either end.
std::string_view trim(std::string_view text);
/// Without invisible characters; line breaks and tabs stay.
std::string remove_invisible(std::string_view text);
/// Trimmed, without invisible characters, every run of blanks as one space.
std::string squeeze(std::string_view text);
/// Full-width letters, digits, signs and the ideographic space as their ASCII twins: "ＡＢ１２　（）" → "AB12
/// ()".
std::string fold_width(std::string_view text);
/// ASCII letters in lower case; everything else as it is.
std::string to_lower(std::string_view text);
/// ASCII letters in upper case; everything else as it is.
std::string to_upper(std::string_view text);

/// A name as it should be written: squeezed, and without closing notes such as "(盖章)" or "（公章）".
std::string clean_name(std::string_view name);
/// Equal for two ways of writing one name: width, brackets, blanks, case and closing notes do not count.
std::string name_key(std::string_view name);

}  // namespace zw
