#include "modules/registry/enterprise.h"

#include "base/codes.h"

namespace zw::modules::registry {

using record::Choice;

std::span<const Choice> choices_of(EnterpriseKind) {
  static constexpr Choice kChoices[] = {{"company", {"公司", "Company"}},
                                        {"foreign", {"外商投资企业", "Foreign-invested"}},
                                        {"individual", {"个体工商户", "Sole trader"}},
                                        {"branch", {"分支机构", "Branch"}},
                                        {"institution", {"事业单位及其他", "Institution"}}};
  return kChoices;
}

std::span<const Choice> choices_of(EnterpriseStatus) {
  static constexpr Choice kChoices[] = {{"registered", {"在册", "Registered"}},
                                        {"preparing", {"筹建", "Preparing"}},
                                        {"suspended", {"停业", "Suspended"}},
                                        {"moved", {"迁出", "Moved away"}},
                                        {"cancelled", {"注销", "Cancelled"}}};
  return kChoices;
}

std::span<const Choice> choices_of(SizeClass) {
  static constexpr Choice kChoices[] = {{"industry_above", {"规上工业", "Above-scale industry"}},
                                        {"service_above", {"规上服务业", "Above-scale services"}},
                                        {"trade_above", {"限上批零住餐", "Above-limit trade and catering"}},
                                        {"construction_qualified", {"资质建筑业", "Qualified construction"}},
                                        {"small", {"规下", "Below scale"}}};
  return kChoices;
}

}  // namespace zw::modules::registry

namespace zw::record {

using modules::registry::Enterprise;
using modules::registry::Fact;

template <>
const Entity& describe<Enterprise>() {
  static constexpr Privacy kContact{DataClass::personal, "reach the firm about its own affairs"};
  static const Entity entity{
      .module = "registry",
      .name = "enterprise",
      .plural = "enterprises",
      .label = {"企业", "Enterprise"},
      .title = "name",
      .fields =
          {
              field<&Enterprise::name>("name", {"企业名称", "Name"}, kOpen)
                  .required()
                  .listed()
                  .searched()
                  .also_called({"单位名称", "公司名称", "企业全称", "名称", "企业", "单位", "公司", "Company",
                                "Enterprise name"}),
              field<&Enterprise::former_name>("former_name", {"曾用名", "Former name"}, kOpen)
                  .searched()
                  .also_called({"原名称", "曾用名称", "Former names"}),
              field<&Enterprise::uscc>("uscc", {"统一社会信用代码", "Unified social credit code"}, kOpen)
                  .unique()
                  .listed()
                  .searched()
                  .at_most(18)
                  .checked(&is_uscc, "enterprise.uscc_invalid")
                  .also_called({"信用代码", "社会信用代码", "统一代码", "税号", "USCC", "Credit code"}),
              field<&Enterprise::kind>("kind", {"企业类型", "Kind"}, kOpen).also_called({"类型", "单位类型"}),
              field<&Enterprise::status>("status", {"状态", "Status"}, kOpen)
                  .listed()
                  .also_called({"经营状态", "企业状态", "登记状态"}),
              field<&Enterprise::size_class>("size_class", {"规模类别", "Size class"}, kInternal)
                  .listed()
                  .also_called({"规模", "四上类别", "企业规模"}),
              field<&Enterprise::industry_code>("industry_code", {"行业代码", "Industry code"}, kOpen)
                  .listed()
                  .at_most(5)
                  .checked(&is_industry_code, "enterprise.industry_invalid")
                  .also_called({"行业", "国民经济行业代码", "所属行业"}),
              field<&Enterprise::parent_id>("parent_id", {"上级企业", "Parent enterprise"}, kOpen)
                  .refers_to("enterprise")
                  .also_called({"控股企业", "母公司", "上级公司"}),
              field<&Enterprise::group_name>("group_name", {"所属集团", "Group"}, kOpen)
                  .searched()
                  .also_called({"集团", "集团名称"}),
              field<&Enterprise::address>("address", {"实际地址", "Address"}, kOpen)
                  .also_called({"地址", "经营地址", "厂址", "详细地址"}),
              field<&Enterprise::latitude_e6>("latitude_e6", {"纬度", "Latitude"}, kInternal)
                  .range(-90'000'000, 90'000'000)
                  .unit("millionths of a degree, WGS 84"),
              field<&Enterprise::longitude_e6>("longitude_e6", {"经度", "Longitude"}, kInternal)
                  .range(-180'000'000, 180'000'000)
                  .unit("millionths of a degree, WGS 84"),
              field<&Enterprise::legal_representative>("legal_representative",
                                                       {"法定代表人", "Legal representative"}, kContact)
                  .at_most(60)
                  .also_called({"法人", "法人代表", "负责人"}),
              field<&Enterprise::contact_name>("contact_name", {"联系人", "Contact"}, kContact)
                  .at_most(60)
                  .also_called({"联络人", "企业联系人", "对接人"}),
              field<&Enterprise::contact_phone>("contact_phone", {"联系电话", "Contact phone"}, kContact)
                  .at_most(60)
                  .also_called({"电话", "手机", "联系方式", "手机号码", "联系人电话"}),
              field<&Enterprise::employees>("employees", {"职工人数", "Employees"}, kInternal)
                  .range(0, 2'000'000)
                  .listed()
                  .also_called({"人数", "用工人数", "从业人数", "员工数"}),
              field<&Enterprise::registered_capital>("registered_capital", {"注册资本", "Registered capital"},
                                                     kOpen)
                  .range(0, 1'000'000'000'000'000)
                  .also_called({"注册资金", "注册资本(万元)", "注册资本（万元）"}),
              field<&Enterprise::established_on>("established_on", {"成立日期", "Established on"}, kOpen)
                  .also_called({"注册日期", "成立时间", "设立日期"}),
              field<&Enterprise::products>("products", {"主要产品", "Products"}, kOpen)
                  .long_text(2000)
                  .also_called({"产品", "主营业务", "经营范围"}),
              field<&Enterprise::market>("market", {"市场", "Market"}, kInternal).long_text(2000),
              field<&Enterprise::technology>("technology", {"技术", "Technology"}, kInternal).long_text(2000),
              field<&Enterprise::advantages>("advantages", {"优势", "Advantages"}, kInternal).long_text(2000),
              field<&Enterprise::needs_residency>("needs_residency", {"需驻厂", "Needs a resident officer"},
                                                  kInternal)
                  .also_called({"驻厂", "是否驻厂"}),
              field<&Enterprise::needs_skill>("needs_skill", {"所需专长", "Skill needed"}, kInternal)
                  .at_most(60),
              field<&Enterprise::needs_language>("needs_language", {"所需语言", "Language needed"}, kInternal)
                  .at_most(40),
              field<&Enterprise::note>("note", {"备注", "Note"}, kInternal)
                  .long_text(5000)
                  .also_called({"说明"}),
          },
      .default_sort = "name",
      .is_followed = true};
  return entity;
}

template <>
const Entity& describe<Fact>() {
  static const Entity entity{
      .module = "registry",
      .name = "fact",
      .plural = "facts",
      .label = {"档案事实", "Fact"},
      .title = "field",
      .fields = {field<&Fact::enterprise_id>("enterprise_id", {"企业", "Enterprise"}, kInternal)
                     .refers_to("enterprise")
                     .cascading()
                     .listed(),
                 field<&Fact::field>("field", {"字段", "Field"}, kInternal).required().listed().at_most(60),
                 field<&Fact::value>("value", {"值", "Value"},
                                     Privacy{DataClass::personal, "history of the dossier"})
                     .long_text(20'000)
                     .listed(),
                 field<&Fact::as_of>("as_of", {"截至日期", "As of"}, kInternal).listed(),
                 field<&Fact::source>("source", {"来源", "Source"}, kInternal).required().listed()},
  };
  return entity;
}

}  // namespace zw::record
