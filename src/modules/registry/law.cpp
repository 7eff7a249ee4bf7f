#include "modules/registry/law.h"

namespace zw::record {

using namespace modules::registry;

template <>
const Entity& describe<CalendarDay>() {
  static const Entity entity{
      .module = "registry",
      .name = "calendar_day",
      .plural = "calendar_days",
      .label = {"工作日历", "Working calendar"},
      .title = "day",
      .fields = {field<&CalendarDay::day>("day", {"日期", "Day"}, kOpen).unique().listed(),
                 field<&CalendarDay::is_working>("is_working", {"上班", "Working"}, kOpen).listed(),
                 field<&CalendarDay::note>("note", {"名称", "Name"}, kOpen).listed(),
                 field<&CalendarDay::citation>("citation", {"依据", "Citation"}, kOpen).listed()},
      .default_sort = "day"};
  return entity;
}

template <>
const Entity& describe<LawLimit>() {
  static const Entity entity{
      .module = "registry",
      .name = "law_limit",
      .plural = "law_limits",
      .label = {"法定时限", "Legal limit"},
      .title = "name",
      .fields =
          {field<&LawLimit::code>("code", {"代码", "Code"}, kOpen).required().listed().at_most(60),
           field<&LawLimit::name>("name", {"名称", "Name"}, kOpen).required().listed().searched(),
           field<&LawLimit::value>("value", {"数值", "Value"}, kOpen).listed().range(0, 1'000'000),
           field<&LawLimit::unit>("unit", {"单位", "Unit"}, kOpen).required().listed().at_most(30),
           field<&LawLimit::citation>("citation", {"依据", "Citation"}, kOpen)
               .required()
               .listed()
               .at_most(500),
           field<&LawLimit::effective_from>("effective_from", {"施行日期", "Effective from"}, kOpen).listed(),
           field<&LawLimit::effective_until>("effective_until", {"失效日期", "Effective until"}, kOpen)
               .listed()},
      .unique_together = {{"one_version", {"code", "effective_from"}, "", "law_limit.version_exists"}},
      .default_sort = "code"};
  return entity;
}

template <>
const Entity& describe<Setting>() {
  static const Entity entity{
      .module = "registry",
      .name = "setting",
      .plural = "settings",
      .label = {"设置", "Setting"},
      .title = "key",
      .fields =
          {field<&Setting::key>("key", {"键", "Key"}, kInternal).required().unique().listed().at_most(80),
           field<&Setting::value>("value", {"值", "Value"}, kInternal).at_most(2000).listed(),
           field<&Setting::note>("note", {"说明", "Note"}, kInternal).at_most(500).listed()},
      .default_sort = "key"};
  return entity;
}

template <>
const Entity& describe<SavedView>() {
  static const Entity entity{
      .module = "registry",
      .name = "saved_view",
      .plural = "saved_views",
      .label = {"保存的视图", "Saved view"},
      .title = "name",
      .fields =
          {field<&SavedView::name>("name", {"名称", "Name"}, kInternal).required().listed().at_most(60),
           field<&SavedView::entity>("entity", {"列表", "List"}, kInternal).required().listed().at_most(40),
           field<&SavedView::query>("query", {"条件", "Query"}, kInternal).at_most(2000),
           field<&SavedView::person_id>("person_id", {"所有者", "Owner"}, kInternal)
               .refers_to("person")
               .cascading()
               .read_only()
               .listed(),
           field<&SavedView::is_shared>("is_shared", {"共享", "Shared"}, kInternal).listed()},
      .default_sort = "name"};
  return entity;
}

}  // namespace zw::record
