#include "modules/projects/schedule_messages.h"

namespace zw::modules::projects {
namespace {

constexpr http::Message kMessages[] = {
    // The question.
    {"schedule.bad_horizon", "计划期须在 1 到 2000000 个时段之间",
     "The horizon must lie between 1 and 2000000 slots"},
    {"schedule.bad_date", "时间超出计划期", "The time lies outside the horizon"},
    {"schedule.bad_id", "编号须为正整数", "The id must be a positive whole number"},
    {"schedule.duplicate_id", "编号 {id} 重复", "The id {id} is used twice"},
    {"schedule.unknown_id", "没有编号为 {id} 的记录", "There is nothing with the id {id}"},
    {"schedule.bad_span", "工作时段须按先后排列且不重叠", "Working spans must ascend and not overlap"},
    {"schedule.bad_steps", "能力变化须按时间先后排列", "Changes of capacity must ascend"},
    {"schedule.out_of_range", "数值超出允许范围", "The number is out of range"},
    {"schedule.budget_varies", "一次性额度不能有日历或随时间变化",
     "A budget has neither a calendar nor steps"},
    {"schedule.zone_cycle", "区域包含了自己：{chain}", "A zone lies inside itself: {chain}"},
    {"schedule.zone_has_no_area", "该区域没有可分用的面积", "The zone has no area to share"},
    {"schedule.named_twice", "同一项写了两次", "It is named twice"},
    {"schedule.no_mode", "工序至少要有一种做法", "An activity needs at least one way of doing it"},
    {"schedule.exceeds_capacity", "需要 {amount}，最多只有 {capacity}，永远无法开展",
     "It needs {amount} and there is never more than {capacity}"},
    {"schedule.deadline_before_release", "最早开工到最晚完工之间做不完",
     "It cannot be done between its release and its deadline"},
    {"schedule.no_working_time", "计划期内工作时间不足",
     "There is not enough working time within the horizon"},
    {"schedule.bad_progress", "实际进度自相矛盾", "The progress contradicts itself"},
    {"schedule.self_link", "工序不能与自己搭接", "An activity cannot be linked to itself"},
    {"schedule.link_cycle", "搭接关系成环：{chain}", "Links go round: {chain}"},
    // Files.
    {"schedule.format", "此处应为{expected}", "Expected {expected} here"},
    {"schedule.format_unknown", "认不出文件格式", "The format of the file is not known"},
    {"schedule.doubly_constrained", "不支持双重约束资源", "Doubly constrained resources are not supported"},
    {"schedule.field_type", "类型不对", "It has the wrong type"},
    {"schedule.field_unknown", "没有这个字段", "There is no such field"},
    {"schedule.unknown_activity", "没有这道工序", "There is no such activity"},
    {"schedule.activity_missing", "缺少一道工序", "An activity is missing"},
    {"exchange.not_mspdi", "不是 Microsoft Project 导出的 XML", "This is no XML of Microsoft Project"},
    {"exchange.not_xer", "不是 Primavera P6 导出的 XER", "This is no XER of Primavera P6"},
    {"exchange.bad_grain", "时段长度须为 15 到 1440 分钟并能整除一天",
     "A slot takes 15 to 1440 minutes and divides a day"},
    {"exchange.bad_value", "读不懂：{what}", "Not understood: {what}"},
    {"exchange.left_out", "未带入：{what}", "Left out: {what}"},
    {"xml.malformed", "第 {line} 行不是有效的 XML", "Line {line} is not valid XML"},
    {"xml.doctype", "不接受带文档类型声明的 XML", "XML with a document type is not accepted"},
    {"xml.too_large", "XML 过大", "The XML is too large"},
    // Judgements on a plan.
    {"schedule.wrong_size", "计划与工序数量不符", "The plan does not fit the number of activities"},
    {"schedule.unknown_mode", "没有这种做法", "There is no such way of doing it"},
    {"schedule.mode_decided", "做法已经定了，不能更改", "The way of doing it is decided already"},
    {"schedule.started_moved", "已开工的工序不能移动", "What has started cannot be moved"},
    {"schedule.frozen_moved", "冻结期内的工序不能移动", "What is frozen cannot be moved"},
    {"schedule.before_data_date", "安排在数据日期之前", "It is planned before the data date"},
    {"schedule.before_release", "早于最早开工时间", "It starts before its release"},
    {"schedule.deadline_missed", "晚于最晚完工时间", "It finishes after its deadline"},
    {"schedule.beyond_horizon", "超出计划期", "It finishes beyond the horizon"},
    {"schedule.not_in_working_time", "在非工作时间开工", "It starts outside working time"},
    {"schedule.link_broken", "违反搭接关系", "A link is broken"},
    {"schedule.resource_exceeded", "第 {slot} 时段占用 {held}，只有 {capacity}",
     "In slot {slot} {held} are held of {capacity}"},
    {"schedule.zone_shared", "第 {slot} 时段工作面被两家同时占用", "In slot {slot} two are in the same zone"},
    {"schedule.area_exceeded", "第 {slot} 时段占地 {held}，只有 {capacity}",
     "In slot {slot} an area of {held} is taken of {capacity}"},
    {"schedule.budget_exceeded", "额度超支：用 {held}，只有 {capacity}",
     "The budget is overspent: {held} of {capacity}"},
    {"schedule.value_wrong", "所报数值与重算不符：{claimed}，应为 {recomputed}",
     "The claimed value {claimed} is {recomputed} when recomputed"},
    {"schedule.bound_wrong", "所称下界不成立", "The claimed bound does not hold"},
    {"schedule.no_plan", "没有可行的计划", "There is no plan that keeps every rule"},
    {"schedule.none_found", "限定时间内没有找到可行的计划", "No plan was found within the limit"},
};

}  // namespace

std::span<const http::Message> schedule_messages() { return kMessages; }

}  // namespace zw::modules::projects
