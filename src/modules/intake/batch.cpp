#include "modules/intake/batch.h"

namespace zw::modules::intake {

using record::Choice;

std::span<const Choice> choices_of(BatchState) {
  static constexpr Choice kChoices[] = {{"previewed", {"待导入", "Previewed"}},
                                        {"imported", {"已导入", "Imported"}},
                                        {"undone", {"已撤销", "Undone"}}};
  return kChoices;
}
std::span<const Choice> choices_of(Severity) {
  static constexpr Choice kChoices[] = {{"error", {"错误", "Error"}}, {"warning", {"提醒", "Warning"}}};
  return kChoices;
}
std::span<const Choice> choices_of(DefectState) {
  static constexpr Choice kChoices[] = {{"open", {"待处理", "Open"}},
                                        {"accepted", {"已采纳", "Accepted"}},
                                        {"edited", {"已改写", "Edited"}},
                                        {"ignored", {"已忽略", "Ignored"}}};
  return kChoices;
}

}  // namespace zw::modules::intake

namespace zw::record {

using modules::intake::Batch;
using modules::intake::BatchChange;
using modules::intake::Defect;

namespace {
/// Cells hold whatever the sheet holds, names and telephones among it.
constexpr Privacy kCell{DataClass::personal, "correct an upload"};
}  // namespace

template <>
const Entity& describe<Batch>() {
  static const Entity entity{
      .module = "intake",
      .name = "batch",
      .plural = "batches",
      .label = {"导入批次", "Import"},
      .title = "file_name",
      .fields =
          {field<&Batch::file_name>("file_name", {"文件", "File"}, kInternal)
               .required()
               .read_only()
               .listed()
               .searched()
               .at_most(255),
           field<&Batch::target>("target", {"导入为", "Imported as"}, kInternal)
               .required()
               .read_only()
               .listed(),
           field<&Batch::state>("state", {"状态", "State"}, kInternal).read_only().listed(),
           field<&Batch::digest>("digest", {"文件摘要", "Digest"}, kInternal).required().read_only(),
           field<&Batch::rows>("rows", {"行数", "Rows"}, kInternal).read_only().listed(),
           field<&Batch::created>("created", {"新增", "Created"}, kInternal).read_only().listed(),
           field<&Batch::updated>("updated", {"更新", "Updated"}, kInternal).read_only().listed(),
           field<&Batch::same>("same", {"不变", "Unchanged"}, kInternal).read_only().listed(),
           field<&Batch::blocked>("blocked", {"未导入", "Held back"}, kInternal).read_only().listed(),
           field<&Batch::defects>("defects", {"待处理问题", "Open problems"}, kInternal).read_only().listed(),
           field<&Batch::created_at>("created_at", {"上传时间", "Uploaded"}, kInternal).read_only().listed(),
           field<&Batch::created_by>("created_by", {"上传人", "Uploaded by"}, kInternal).read_only().listed(),
           field<&Batch::imported_at>("imported_at", {"导入时间", "Imported at"}, kInternal)
               .read_only()
               .listed()},
      .default_sort = "-id"};
  return entity;
}

template <>
const Entity& describe<Defect>() {
  static const Entity entity{
      .module = "intake",
      .name = "defect",
      .plural = "defects",
      .label = {"导入问题", "Import problem"},
      .title = "cell",
      .fields = {
          field<&Defect::batch_id>("batch_id", {"批次", "Import"}, kInternal)
              .refers_to("batch")
              .cascading()
              .read_only(),
          field<&Defect::sheet>("sheet", {"工作表", "Sheet"}, kInternal).read_only().listed(),
          field<&Defect::cell>("cell", {"单元格", "Cell"}, kInternal).read_only().required().listed(),
          field<&Defect::row>("row", {"行", "Row"}, kInternal).read_only(),
          field<&Defect::field>("field", {"字段", "Field"}, kInternal).read_only().listed(),
          field<&Defect::code>("code", {"问题", "Problem"}, kInternal).read_only().required().listed(),
          field<&Defect::params>("params", {"参数", "Details"}, kCell).json().read_only(),
          field<&Defect::value>("value", {"原值", "As written"}, kCell)
              .long_text(40'000)
              .read_only()
              .listed(),
          field<&Defect::proposal>("proposal", {"建议", "Proposal"}, kCell)
              .long_text(40'000)
              .read_only()
              .listed(),
          field<&Defect::entered>("entered", {"改写为", "Entered"}, kCell).long_text(40'000).read_only(),
          field<&Defect::severity>("severity", {"程度", "Severity"}, kInternal).read_only().listed(),
          field<&Defect::state>("state", {"状态", "State"}, kInternal).read_only().listed()}};
  return entity;
}

template <>
const Entity& describe<BatchChange>() {
  static const Entity entity{
      .module = "intake",
      .name = "batch_change",
      .plural = "batch_changes",
      .label = {"导入改动", "Imported change"},
      .title = "id",
      .fields = {
          field<&BatchChange::batch_id>("batch_id", {"批次", "Import"}, kInternal)
              .refers_to("batch")
              .cascading()
              .read_only(),
          field<&BatchChange::entity>("entity", {"实体", "Entity"}, kInternal).required().read_only(),
          field<&BatchChange::entity_id>("entity_id", {"记录号", "Record"}, kInternal).read_only(),
          field<&BatchChange::previous>("previous", {"原记录", "Before"}, kSecret).json().read_only(),
          field<&BatchChange::version_after>("version_after", {"导入后版本", "Version after"}, kInternal)
              .read_only()}};
  return entity;
}

}  // namespace zw::record
