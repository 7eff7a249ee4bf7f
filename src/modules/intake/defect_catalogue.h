// Every class of defect an import knows, with the sentence people read; the number is how the guide refers to it.
#pragma once

#include <span>
#include <string_view>

#include "record/description.h"

namespace zw::modules::intake {

enum class Severity { error, warning };

struct DefectClass {
  int number;
  std::string_view code;
  record::Label title;
  /// `warning`: the row is imported as written unless somebody decides otherwise. A warning becomes an error by itself
  /// where the cell cannot be stored as written, because a row never changes silently.
  Severity severity;
  bool is_fixable;  ///< usually comes with a proposal that can be accepted
  std::string_view zh, en;
};

/// `{value}` is the cell as written, `{proposal}` what is proposed, `{label}` the name of the field.
inline constexpr DefectClass kDefectClasses[] = {
    // Layout of the sheet.
    {1, "intake.header_merged", {"合并的表头", "Merged headings"}, Severity::warning, false, "表头“{value}”合并了多个单元格，其下没有小标题的列都按“{value}”理解。",
     "The heading “{value}” is merged over several cells; columns below it without a heading of their own were read as “{value}”."},
    {2, "intake.heading_repeated", {"重复的小标题", "Repeated sub-headings"}, Severity::warning, false, "“{value}”在几个上级表头下重复出现；此列在“{parent}”之下，按“{label}”导入。",
     "“{value}” appears below several headings; this column stands below “{parent}” and was read as “{label}”."},
    {3, "intake.columns_reordered", {"列顺序不同", "Columns in another order"}, Severity::warning, false, "此工作表的列顺序与“{sheet}”不同；已按列名而不是位置对应。",
     "The columns are in another order than in “{sheet}”; they were matched by name, not by position."},
    {4, "intake.repeated_header", {"重复的表头行", "Repeated header rows"}, Severity::warning, false, "此行重复了表头，不作为数据导入。", "This row repeats the header; it is not data."},
    {5, "intake.title_row", {"标题行", "Title rows"}, Severity::warning, false, "表头之上的标题行，不作为数据导入。", "A title above the header; it is not data."},
    {6, "intake.footer_row", {"表尾说明", "Footnotes"}, Severity::warning, false, "表尾说明行（“{value}”），不作为数据导入。", "A footnote (“{value}”); it is not data."},
    {7, "intake.total_row", {"合计行", "Totals"}, Severity::warning, false, "合计行，不作为数据导入。", "A row of totals; it is not data."},
    {8, "intake.subtotal_row", {"小计行", "Subtotals"}, Severity::warning, false, "小计行或分组行（“{value}”），不作为数据导入。",
     "A subtotal or a group heading (“{value}”); it is not data."},
    {9, "intake.hidden_row", {"隐藏行", "Hidden rows"}, Severity::warning, false, "此行是隐藏行，仍会导入。", "This row is hidden; it is imported all the same."},
    {10, "intake.hidden_sheet", {"隐藏工作表", "Hidden sheets"}, Severity::warning, false, "工作表“{sheet}”已隐藏，未导入；需要时请取消隐藏后重新上传。",
     "The sheet “{sheet}” is hidden and was left out; show it and upload again if it is wanted."},
    {11, "intake.unknown_column", {"未识别的列", "Unknown columns"}, Severity::warning, false, "没有与“{value}”对应的字段，此列不导入。",
     "No field corresponds to “{value}”; the column is left out."},
    {12, "intake.duplicate_column", {"重复的列", "Duplicate columns"}, Severity::warning, false, "此列与 {column} 列都对应“{label}”，只导入 {column} 列。",
     "This column and column {column} both mean “{label}”; only column {column} is imported."},
    {13, "intake.heading_guessed", {"推测的列名", "Guessed headings"}, Severity::warning, false, "列名“{value}”不完全相同，按“{label}”理解。",
     "The heading “{value}” is not known exactly; it was read as “{label}”."},
    {14, "intake.unknown_sheet", {"未识别的工作表", "Unknown sheets"}, Severity::warning, false, "工作表“{sheet}”中没有找到表头，未导入。",
     "No header was found on the sheet “{sheet}”; it was left out."},
    {15, "intake.wrong_separator", {"分隔符错误", "Wrong separator"}, Severity::error, false, "整行内容都在一个单元格里，分隔符似乎是“{separator}”；请改用逗号或制表符后重新上传。",
     "The whole row stands in one cell; the separator seems to be “{separator}”. Use commas or tabs and upload again."},
    {16, "intake.extra_cells", {"多出的单元格", "Extra cells"}, Severity::error, false, "此行比表头多出 {count} 个单元格，可能是内容中的逗号未加引号。",
     "This row has {count} more cells than the header; a comma inside a value probably lacks its quotes."},
    {17, "intake.cumulative_column", {"累计数列", "Running totals"}, Severity::warning, false, "“{value}”是累计数而不是当月数，导入前请确认。",
     "“{value}” is a running total, not the figure of one month; please confirm."},
    {18, "intake.unit_missing", {"金额缺单位", "Amounts without a unit"}, Severity::warning, false, "金额列“{value}”没有注明单位，按“元”理解。",
     "The amounts in “{value}” carry no unit; they were read as yuan."},
    // The cell as such.
    {19, "intake.merged_cell", {"合并单元格", "Merged cells"}, Severity::warning, true, "此单元格属于合并单元格，值只写在第一行：“{proposal}”。",
     "This cell is part of a merged one whose value stands only in its first row: “{proposal}”."},
    {20, "intake.same_as_above", {"“同上”", "“Same as above”"}, Severity::error, true, "“{value}”表示与上一行相同：“{proposal}”。", "“{value}” means the same as above: “{proposal}”."},
    {21, "intake.formula_error", {"公式出错", "Failed formulas"}, Severity::error, false, "公式出错，结果为 {value}，没有可用的值。", "The formula failed with {value}; there is no value."},
    {22, "intake.formula_without_value", {"公式无结果", "Formulas without result"}, Severity::error, false, "公式没有保存计算结果；请在 Excel 或 WPS 中打开并保存后重新上传。",
     "The formula has no stored result; open and save the file in a spreadsheet program, then upload again."},
    {23, "intake.garbled", {"乱码", "Garbled text"}, Severity::error, true, "文字是乱码（编码错误），应为“{proposal}”。", "The text is garbled by a wrong encoding; it should read “{proposal}”."},
    {24, "intake.control_character", {"控制字符", "Control characters"}, Severity::error, true, "含有看不见的控制字符。", "Contains control characters that cannot be seen."},
    {25, "intake.emoji", {"表情符号", "Emoji"}, Severity::warning, true, "含有表情符号。", "Contains emoji."},
    {26, "intake.line_break", {"单元格内换行", "Line breaks"}, Severity::warning, true, "单元格内有换行。", "The cell contains line breaks."},
    {27, "intake.blanks", {"多余空格", "Superfluous blanks"}, Severity::warning, true, "首尾或中间有多余的空格或不可见字符。", "Has superfluous blanks or invisible characters."},
    {28, "intake.full_width", {"全角字符", "Full-width characters"}, Severity::warning, true, "含有全角字母或数字“{value}”，应为“{proposal}”。",
     "Written with full-width letters or digits; should be “{proposal}”."},
    {29, "intake.placeholder", {"占位符", "Placeholders"}, Severity::error, true, "“{value}”表示没有值，建议留空。", "“{value}” stands for no value; it should be left empty."},
    {30, "intake.formula_text", {"疑似公式的文字", "Formula-like text"}, Severity::error, true, "以“{first}”开头的文字在导出后可能被当作公式执行。",
     "A text beginning with “{first}” could be run as a formula after an export."},
    {31, "intake.closing_note", {"名称附注", "Notes behind names"}, Severity::warning, true, "名称后带有盖章一类的附注，应为“{proposal}”。",
     "The name carries a note about a seal; it should be “{proposal}”."},
    // Codes.
    {32, "intake.lost_digits", {"号码丢失位数", "Lost digits"}, Severity::error, false, "长号码被存成了数值（{value}），末尾数字已丢失，无法还原；请按原件重新填写。",
     "A long code was stored as a number ({value}) and lost its last digits; it has to be typed again."},
    {33, "intake.lost_zero", {"丢失开头的 0", "Lost leading zeros"}, Severity::warning, true, "号码被存成了数值，开头的 0 可能已丢失，应为“{proposal}”。",
     "A code was stored as a number and seems to have lost its leading zero; it should be “{proposal}”."},
    {34, "intake.look_alike", {"形近字符", "Look-alike characters"}, Severity::error, true, "统一社会信用代码中有形近字符（如 O 与 0、I 与 1），应为“{proposal}”。",
     "The credit code contains look-alike characters (O and 0, I and 1); it should be “{proposal}”."},
    {35, "intake.code_invalid", {"代码无效", "Invalid codes"}, Severity::error, false, "“{value}”不是有效的{label}（{fault}）。", "“{value}” is not a valid {label} ({fault})."},
    {36, "intake.old_code", {"15 位旧号码", "Old numbers of 15 digits"}, Severity::error, true, "“{value}”是 15 位旧号码。", "“{value}” is an old number of 15 digits."},
    // Numbers.
    {37, "intake.unit_mixed", {"单位混用", "Mixed units"}, Severity::error, true, "金额自带单位（{value}），与列的单位“{unit}”不同，应为 {proposal}。",
     "The amount has a unit of its own ({value}) that differs from the column's “{unit}”; it should be {proposal}."},
    {38, "intake.number_note", {"数字夹带文字", "Words beside numbers"}, Severity::error, true, "数字中夹有文字（“{value}”），应为 {proposal}。", "Words beside the number (“{value}”); it should be {proposal}."},
    {39, "intake.separators", {"千分位分隔符", "Group separators"}, Severity::error, true, "数字中有千分位分隔符（{value}），应为 {proposal}。",
     "The number is written with group separators ({value}); it should be {proposal}."},
    {40, "intake.percent", {"百分比", "Percentages"}, Severity::error, false, "“{value}”是百分比或千分比，{label}应为数值。", "“{value}” is a percentage; {label} is a number."},
    {41, "intake.fraction", {"应为整数", "Fractions"}, Severity::error, false, "{label}应为整数，而不是 {value}。", "{label} is a whole number, not {value}."},
    {42, "intake.out_of_range", {"超出范围", "Out of range"}, Severity::error, false, "{value} 超出{label}的范围（{low} 至 {high}）。", "{value} is outside the range of {label} ({low} to {high})."},
    {43, "intake.wrong_type", {"类型不符", "Wrong type"}, Severity::error, false, "“{value}”不能作为{label}：类型不符。", "“{value}” cannot be {label}: it is of another type."},
    // Days.
    {44, "intake.date_notation", {"日期写法", "Date notation"}, Severity::error, true, "日期写法“{value}”应为 {proposal}。", "The day “{value}” should be written {proposal}."},
    {45, "intake.date_without_year", {"日期缺年份", "Days without a year"}, Severity::error, true, "日期“{value}”没有年份；按上下文应为 {proposal}。",
     "“{value}” lacks the year; the context suggests {proposal}."},
    {46, "intake.date_serial", {"日期序列号", "Date serials"}, Severity::error, true, "日期被存成了序列号 {value}，应为 {proposal}。", "The day was stored as the serial {value}; it should be {proposal}."},
    {47, "intake.date_incomplete", {"日期不完整", "Incomplete days"}, Severity::error, true, "日期“{value}”不完整，建议 {proposal}。", "The day “{value}” is incomplete; {proposal} is proposed."},
    {48, "intake.date_impossible", {"无效日期", "Impossible days"}, Severity::error, false, "“{value}”不是有效日期。", "“{value}” is not a day of the calendar."},
    // Texts, choices and references.
    {49, "intake.two_phones", {"多个电话", "Several telephones"}, Severity::warning, true, "一个单元格里有多个电话；建议只留 {proposal}。", "Several telephone numbers in one cell; {proposal} is proposed."},
    {50, "intake.phone_invalid", {"电话无效", "Invalid telephones"}, Severity::warning, false, "“{value}”不像电话号码。", "“{value}” does not look like a telephone number."},
    {51, "intake.unknown_choice", {"未知选项", "Unknown choices"}, Severity::error, true, "“{value}”不是{label}的可选值，应为“{proposal}”。",
     "“{value}” is not one of the choices of {label}; “{proposal}” is proposed."},
    {52, "intake.unknown_reference", {"未找到引用", "Unknown references"}, Severity::error, true, "没有找到名为“{value}”的{target}。", "There is no {target} called “{value}”."},
    {53, "intake.own_parent", {"上级是自己", "Own parent"}, Severity::error, false, "“{value}”成了自己的上级。", "“{value}” would be its own parent."},
    {54, "intake.too_long", {"内容过长", "Too long"}, Severity::error, false, "内容过长：{label}最多 {limit} 个字符。", "Too long: {label} has at most {limit} characters."},
    // Keys and what is known already.
    {55, "intake.blank_key", {"必填项为空", "Missing key"}, Severity::error, false, "{label}是必填项，此行为空。", "{label} is required and empty in this row."},
    {56, "intake.duplicate_row", {"完全相同的行", "Identical rows"}, Severity::warning, false, "此行与第 {row} 行完全相同，只导入一次。", "This row equals row {row}; it is imported once."},
    {57, "intake.duplicate_key", {"重复的企业或项目", "Duplicates"}, Severity::error, false, "与第 {row} 行的{label}重复（“{value}”）。", "Row {row} has the same {label} (“{value}”)."},
    {58, "intake.duplicate_former_name", {"现名与曾用名重复", "Duplicates by former name"}, Severity::error, false, "“{value}”与第 {row} 行是同一家：一行用现名，一行用曾用名。",
     "“{value}” is the same as row {row}: one uses the present name, the other a former one."},
    {59, "intake.former_name_used", {"使用了曾用名", "Former names"}, Severity::error, true, "“{value}”是曾用名，现名为“{proposal}”。", "“{value}” is a former name; the present one is “{proposal}”."},
    {60, "intake.name_conflict", {"名称与已有记录不一致", "Names in conflict"}, Severity::error, true, "代码相同的已有记录名为“{proposal}”，与“{value}”不一致。",
     "The record with this code is called “{proposal}”, not “{value}”."},
    {61, "intake.code_conflict", {"代码与已有记录不一致", "Codes in conflict"}, Severity::error, true, "同名的已有记录代码为“{proposal}”，与“{value}”不一致。",
     "The record of this name has the code “{proposal}”, not “{value}”."},
    {62, "intake.parent_not_imported", {"引用的行未导入", "Refers to a row held back"}, Severity::error, false, "所引用的“{value}”（第 {row} 行）还不能导入。",
     "It refers to “{value}” in row {row}, which cannot be imported yet."},
};

inline std::span<const DefectClass> defect_classes() { return kDefectClasses; }

/// The class of a code that the program itself names.
const DefectClass& defect_class(std::string_view code);

}  // namespace zw::modules::intake
