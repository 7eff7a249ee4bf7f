#include "app/demo/case_texts.h"

#include <fmt/format.h>

#include <array>
#include <span>

namespace zw::app::demo {
namespace {

using casework::Category;
using Words = std::string_view;

constexpr int kCategories = static_cast<int>(Category::other) + 1;

struct Pattern {
  Words title, description;
};

/// {product} and {place} are the firm's own, {people} and {amount} numbers that fit a firm.
constexpr Pattern kFunds[] = {
    {"{product}订单回升，流动资金缺口{amount}万元",
     "企业{product}订单回升，原料采购需预付，流动资金缺口约{amount}万元，希望对接银行。"},
    {"{amount}万元贷款到期，申请无还本续贷",
     "一笔{amount}万元流动资金贷款即将到期，回款推迟，希望办理续贷。"},
    {"缺少抵押物，希望担保增信{amount}万元", "厂房为租赁，缺少抵押物，希望担保机构增信，融资{amount}万元。"},
    {"贷款利率偏高，希望对接优惠信贷", "现有贷款利率偏高，希望了解支持复工的优惠信贷并对接经办银行。"}};
constexpr Pattern kLand[] = {
    {"扩建{product}车间，希望落实用地",
     "拟在{place}附近扩建{product}车间，需用地约{people}亩，希望明确供地安排。"},
    {"厂区不动产证分割办理受阻", "位于{place}的厂区拟分割办证，历史资料不全，希望指导补正。"},
    {"临时堆场用地到期续用", "{place}旁的临时堆场到期，{product}周转需要，希望续用半年。"}};
constexpr Pattern kEia[] = {
    {"{product}产线技改环评类别不明确", "{product}产线拟技改，不清楚应编报告书还是报告表，希望先行指导。"},
    {"环评批复进度咨询", "环评文件已上报，{product}设备下月到货，希望了解技术评估进度。"},
    {"排污许可变更材料指导", "{place}厂区新增一台设备，排污许可需变更，希望指导材料。"}};
constexpr Pattern kEnergy[] = {
    {"新增{product}产能的节能审查", "拟新增{product}产能，年综合能耗接近审查标准，希望指导节能报告。"},
    {"节能验收时间协调", "{place}厂区节能改造完工，希望尽快安排节能验收。"},
    {"用能指标不足影响{product}投产", "{product}新线即将投产，用能指标尚有缺口，希望协调。"}};
constexpr Pattern kPermits[] = {
    {"{product}生产许可证到期换证", "{product}生产许可证即将到期，现场核查时间未定，希望协调。"},
    {"营业执照经营范围变更", "拟增加{product}相关经营范围，线上提交两次被退回，希望指导。"},
    {"{place}门头招牌审批咨询", "{place}新门头需审批，不清楚办理窗口与材料。"},
    {"消防验收备案抽查整改复验", "{place}厂房消防备案被抽中，整改已完成，希望尽快复验。"}};
constexpr Pattern kLabour[] = {
    {"缺普工{people}人，希望协助招聘", "{product}订单已排满，缺普工{people}人，希望人力机构协助招聘。"},
    {"外地员工{people}人返岗，希望安排专车", "外地员工{people}人无法返岗，希望组织点对点接返。"},
    {"员工技能培训补贴申领", "拟对{people}名员工开展线上培训，希望了解补贴标准和流程。"},
    {"社保缓缴办理咨询", "现金流紧张，{people}名员工的社保费希望按规定缓缴。"}};
constexpr Pattern kUtilities[] = {
    {"{place}用电增容", "{product}扩产，原变压器容量不足，希望尽快增容。"},
    {"供水压力不足影响{product}生产", "{place}一带供水压力不足，{product}清洗工序时常停机。"},
    {"天然气接入施工占路", "{place}燃气接入需占掘路，希望并联办理许可。"},
    {"蒸汽价格与停复供安排", "复工后蒸汽用量变化，希望明确起供时间与结算办法。"}};
constexpr Pattern kLogistics[] = {
    {"{product}外运车辆需要通行证", "{people}车{product}待发，沿途查验多，希望办理通行证。"},
    {"原料滞留外省，希望发函协调", "{product}所需原料滞留外省仓库，希望发函协调放行。"},
    {"厂门口道路限行影响装卸", "{place}门前限行，{product}夜间装卸受影响，希望调整。"},
    {"外地驾驶员进厂隔离要求不一", "送货驾驶员进厂要求各处不一，希望明确统一做法。"}};
constexpr Pattern kIp[] = {{"{product}外观被仿冒", "市场上发现仿冒的{product}，希望咨询维权途径。"},
                           {"{product}专利快速预审", "{product}新结构拟申请专利，希望走快速预审。"},
                           {"商标续展资料指导", "企业商标即将到期，希望指导续展材料。"}};
constexpr Pattern kRestart[] = {
    {"申请复工，希望安排现场核验", "防控方案与返岗名单已备好，计划先复工{people}人，希望安排核验。"},
    {"复工缺口罩和测温枪", "计划复工{people}人，口罩和测温枪不足，希望协助采购。"},
    {"上游停工，{product}缺配件", "上游配套厂未复工，{product}缺配件，希望协调其先行复工。"},
    {"返岗员工隔离场所不足", "{people}名员工需隔离观察，厂内宿舍不足，希望协调场所。"},
    {"{place}厂区消杀与分餐指导", "{place}厂区食堂如何分餐、车间如何消杀，希望专人指导。"}};
constexpr Pattern kOther[] = {
    {"惠企政策是否适用的咨询", "看到多项惠企政策，不清楚本企业符合哪几项，希望逐条说明。"},
    {"房租减免申请", "承租{place}的房屋，停工期间房租希望按规定减免。"},
    {"{product}采购商对接", "受订单取消影响，{product}库存较多，希望帮助对接采购商。"},
    {"周边环境卫生整治", "{place}周边垃圾清运不及时，希望协调。"}};

constexpr std::array<std::span<const Pattern>, kCategories> kPatterns = {
    kFunds, kLand, kEia, kEnergy, kPermits, kLabour, kUtilities, kLogistics, kIp, kRestart, kOther};

/// What holds a project up, behind its name.
constexpr Words kFactors[kCategories][2] = {{"资金到位进度", "进度款拨付"},
                                            {"用地手续", "红线内附着物清理"},
                                            {"环评批复", "环境监测方案"},
                                            {"节能审查", "用能指标落实"},
                                            {"施工许可办理", "规划方案审查"},
                                            {"工人返岗", "班组隔离观察"},
                                            {"临时用电接入", "管线迁改"},
                                            {"渣土车通行", "钢材混凝土运输"},
                                            {"设备专利授权核实", "技术资料保密约定"},
                                            {"工地复工核验", "防疫物资保障"},
                                            {"周边道路占用协调", "参建单位协同"}};

struct Answers {
  Words reply, results[2];
};

constexpr Answers kAnswers[kCategories] = {
    {"已了解资金需求，正与银行核对条件，两日内给出可选方案。",
     {"已对接示例银行并完成授信，资金到账。", "已办理续贷，利率按支持政策执行。"}},
    {"已收到用地诉求，正与规划分局核对地块情况。",
     {"已明确地块与供地时序，手续已办结。", "已指导补齐资料并完成登记。"}},
    {"已请生态环境分局明确类别，稍后答复材料清单。",
     {"已明确环评类别并出具批复。", "已指导变更，许可已更新。"}},
    {"已联系经济发展局核对能耗数据。", {"节能审查已通过。", "用能指标已协调落实。"}},
    {"已联系窗口核对材料，缺项将一次性告知。", {"许可已办结，证照已送达。", "已一次性告知并代办完成。"}},
    {"已登记岗位与人数，正联系人力机构。",
     {"已通过线上招聘和劳务协作到岗。", "已安排点对点专车，员工已返岗。"}},
    {"已通知公用企业到场勘察。", {"接入施工完成，已正常供应。", "已完成增容并送电。"}},
    {"已联系交通专班核对车辆与路线。", {"通行证已办理，货物已送达。", "已发协调函，车辆已放行。"}},
    {"已请专家初步判断，将告知维权途径。", {"已提供维权援助并完成调解。", "快速预审已通过。"}},
    {"已收到复工材料，将安排现场核验。", {"现场核验通过，已同意复工。", "防疫物资已送达，企业已开工。"}},
    {"已收到，正核实情况。", {"已逐项说明并协助办理。", "已协调相关单位处理到位。"}}};

std::string filled(Words text, const std::pair<Words, std::string> (&values)[4]) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == Words::npos) break;
    const auto close = text.find('}', open);
    const Words name = text.substr(open + 1, close - open - 1);
    for (const auto& [known, value] : values)
      if (known == name) out += value;
    text.remove_prefix(close + 1);
  }
  return out;
}

template <std::size_t N>
Words one_of(const Words (&words)[N], Rng& rng) {
  return words[rng.below(N)];
}

}  // namespace

CaseWords request_of(const registry::Enterprise& firm, Category category, Rng& rng) {
  constexpr Words kComma = "、", kStreet = "示例湖街道";
  const Pattern& pattern = rng.pick(kPatterns[static_cast<std::size_t>(category)]);
  const std::string product = firm.products.substr(0, firm.products.find(kComma));
  const std::string place =
      firm.address.starts_with(kStreet) ? firm.address.substr(kStreet.size()) : firm.address;
  const auto most = std::max<std::int64_t>(3, firm.employees.value_or(10) / 4);
  const std::pair<Words, std::string> values[] = {
      {"product", product},
      {"place", place},
      {"people", fmt::format("{}", rng.between(2, std::min<std::int64_t>(most, 180)))},
      {"amount", fmt::format("{}", 10 * rng.between(3, std::max<std::int64_t>(4, most)))}};
  return {filled(pattern.title, values), filled(pattern.description, values)};
}

CaseWords request_of(const projects::Project& project, Category category, Rng& rng) {
  const Words factor = one_of(kFactors[static_cast<std::size_t>(category)], rng);
  return {fmt::format("{}：{}", project.name, factor),
          fmt::format("{}推进中，{}影响下一节点，希望协调相关单位尽快解决。", project.name, factor)};
}

std::string_view result_of(Category category, Rng& rng) {
  return one_of(kAnswers[static_cast<std::size_t>(category)].results, rng);
}

std::string_view reply_to(Category category) { return kAnswers[static_cast<std::size_t>(category)].reply; }

std::string_view answer_of_firm(Rng& rng) {
  static constexpr Words kWords[] = {"好的，材料今天补上。", "收到，谢谢。请问大约何时有结果？",
                                     "已按要求准备，请安排。", "情况有变化，数量略有增加，辛苦再核一下。"};
  return one_of(kWords, rng);
}

std::string_view reason_of_refusal(Rng& rng) {
  static constexpr Words kWords[] = {
      "不属于园区职责，已告知应向属地法院起诉。", "所述事项为企业之间的合同纠纷，已建议协商或仲裁。",
      "该事项正在行政复议中，按规定不重复受理。", "诉求内容不明确，多次联系后企业表示不再提出。"};
  return one_of(kWords, rng);
}

std::string_view reason_of_withdrawal(Rng& rng) {
  static constexpr Words kWords[] = {"问题已自行解决。", "计划有变，暂不需要。", "误提交，撤回。",
                                     "已由上级公司统一办理。"};
  return one_of(kWords, rng);
}

std::string_view reason_of_pause(casework::PauseKind kind, Rng& rng) {
  static constexpr Words kReasons[4][2] = {{"待企业补充近三年财务报表。", "待企业补充盖章的申请材料。"},
                                           {"已报上级主管部门，等待批复。", "涉及跨区事项，等待上级协调。"},
                                           {"已列入下次联席会议议题。", "待专题会议明确意见。"},
                                           {"专家评审期间，依法不计时。", "公示期间，依法不计时。"}};
  return one_of(kReasons[static_cast<std::size_t>(kind)], rng);
}

std::string_view reason_of_reopening(Rng& rng) {
  static constexpr Words kWords[] = {"问题又出现了，希望继续处理。", "只解决了一部分，还有事项没有落实。",
                                     "答复与实际不符，请再核实。"};
  return one_of(kWords, rng);
}

std::string_view reason_of_extension(Rng& rng) {
  static constexpr Words kWords[] = {"涉及多个部门会签，需延长办理时间，已向企业说明。",
                                     "现场勘察受天气影响，需顺延，已向企业说明。"};
  return one_of(kWords, rng);
}

std::string_view reason_of_striking_off(Rng& rng) {
  static constexpr Words kWords[] = {"办理结果已送达，十个工作日内多次电话联系无人接听。",
                                     "三次上门均未遇到联系人，电话停机。"};
  return one_of(kWords, rng);
}

std::string_view note_of(casework::Rating rating, Rng& rng) {
  static constexpr Words kLow[] = {"等了太久，中间没有人说明进展。", "材料来回补了几次，希望一次说清。",
                                   "结果与预期有差距。"};
  static constexpr Words kHigh[] = {"", "", "", "办得快，谢谢。", "讲得清楚。"};
  return rating >= casework::Rating::dissatisfied ? one_of(kLow, rng) : one_of(kHigh, rng);
}

std::string_view report_of_call(bool was_dissatisfied, Rng& rng) {
  static constexpr Words kUsual[] = {"已电话回访，企业表示问题已解决。",
                                     "已回访，结果已落实，暂无新的诉求。"};
  static constexpr Words kLow[] = {"已上门回访，说明原因并补办遗留事项，企业表示认可。",
                                   "已回访并整改：缺项改为一次性告知，企业知晓。"};
  return was_dissatisfied ? one_of(kLow, rng) : one_of(kUsual, rng);
}

std::string_view evidence_of_step(Rng& rng) {
  static constexpr Words kWords[] = {"现场核实记录", "受理回执", "会议纪要", "批复扫描件", "电话记录"};
  return one_of(kWords, rng);
}

}  // namespace zw::app::demo
