#include <fmt/format.h>

#include "modules/intake/intake.h"
#include "modules/intake/routes.h"
#include "record/sheet/write.h"

namespace zw::modules::intake {
namespace {

constexpr http::Message kMessages[] = {
    {"intake.unknown_target", "不能导入为“{value}”", "Nothing can be imported as “{value}”"},
    {"intake.too_many_defects", "问题多达 {count} 处（上限 {limit}），请检查文件是否选对",
     "{count} problems (the limit is {limit}); is this the right file?"},
    {"intake.no_proposal", "该问题没有可采纳的建议，请直接改写",
     "This problem has no proposal to accept; type the value instead"},
    {"intake.file_gone", "上传的文件已不存在，请重新上传", "The uploaded file is gone; upload it again"},
    {"batch.state", "该批次当前状态不允许此操作", "The state of this import does not allow that"},
    {"sheet.xls_unsupported", "不支持旧版 .xls 格式，请另存为 .xlsx 后再上传",
     "The old .xls format cannot be read; save it as .xlsx and upload again"},
    {"sheet.encrypted", "文件已加密，请去掉密码后再上传",
     "The file is encrypted; remove the password and upload again"},
    {"sheet.unsupported_format", "不支持这种文件格式，请另存为 .xlsx 或 .csv",
     "This format cannot be read; save it as .xlsx or .csv"},
    {"sheet.not_a_sheet", "这不是表格文件", "This is not a spreadsheet"},
    {"sheet.empty", "文件是空的", "The file is empty"},
    {"sheet.damaged", "文件已损坏或不完整，请重新保存后再上传",
     "The file is damaged or incomplete; save it again and upload it"},
    {"sheet.malformed", "文件内部结构有误，请在 Excel 或 WPS 中另存为 .xlsx 后再上传",
     "The inside of the file is malformed; save it as .xlsx in a spreadsheet program and upload again"},
    {"sheet.doctype", "文件含有不允许的 XML 声明，已拒绝",
     "Refused: the file holds an XML declaration that is not allowed"},
    {"sheet.bad_encoding", "文字编码有误，请用 UTF-8 或 GB18030 重新保存",
     "The text encoding is broken; save the file as UTF-8 or GB18030"},
    {"sheet.unclosed_quote", "引号没有配对", "A quotation mark is never closed"},
    {"sheet.cell_too_long", "有单元格的内容过长", "A cell holds too much text"},
    {"sheet.too_many_rows", "行数过多，最多 {limit} 行", "Too many rows: at most {limit}"},
    {"sheet.too_many_columns", "列数过多", "Too many columns"},
    {"sheet.too_many_cells", "单元格过多", "Too many cells"},
    {"sheet.too_many_sheets", "工作表过多，最多 {limit} 张", "Too many sheets: at most {limit}"},
    {"sheet.too_many_merged", "合并区域过多，最多 {limit} 个", "Too many merged ranges: at most {limit}"},
    {"sheet.too_many_parts", "文件内部的部分过多，已拒绝", "Refused: the file has too many parts"},
    {"sheet.too_much_text", "文字总量过大，最多 {limit_mb} MB", "Too much text: at most {limit_mb} MB"},
    {"sheet.too_large_unpacked", "文件解压后过大，已拒绝", "Refused: the file is too large when unpacked"},
};

}  // namespace

storage::Blobs upload_blobs(const std::string& data_dir) { return storage::Blobs(data_dir + "/blobs"); }

std::string template_workbook(const Target& target) {
  std::vector<record::sheet::Column> columns;
  for (const record::Field& field : target.entity->fields) {
    if (field.rules.read_only || field.kind == record::Kind::instant || field.kind == record::Kind::json)
      continue;
    using enum record::sheet::ColumnKind;
    const bool is_money = field.kind == record::Kind::money;
    std::string heading(field.label.zh);
    if (is_money) heading += "（万元）";
    if (field.rules.required && field.name == target.name_field) heading += "*";
    columns.push_back({std::move(heading),
                       field.kind == record::Kind::integer ? whole_number
                       : is_money                          ? decimal_number
                       : field.kind == record::Kind::date  ? date
                                                           : text,
                       0});
  }
  auto writer = record::sheet::make_xlsx_writer();
  writer->sheet(target.entity->label.zh, columns);
  return writer->finish();
}

Module intake_module(std::vector<Target> targets) {
  Module module;
  module.name = "intake";
  module.entities = {&record::describe<Batch>(), &record::describe<Defect>(),
                     &record::describe<BatchChange>()};
  module.resources = {batch_resource()};
  module.routes = intake_routes(std::move(targets));
  for (const http::Message& message : kMessages) module.messages.push_back(message);
  for (const DefectClass& defect : kDefectClasses)
    module.messages.push_back({defect.code, defect.zh, defect.en});
  module.invariants = {{"intake.open_batches_have_no_changes",
                        "SELECT c.zone_id, c.id FROM batch_change c JOIN batch b ON b.zone_id = c.zone_id "
                        "AND b.id = c.batch_id WHERE b.state <> 'imported'"}};
  return module;
}

}  // namespace zw::modules::intake
