#include "app/demo/names.h"

#include <fmt/format.h>

#include <array>

#include "app/demo/zone.h"
#include "base/assert.h"

namespace zw::app::demo {
namespace {

using Words = std::string_view;

constexpr std::array<Words, 10> kStems = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
constexpr std::array<Words, 12> kBranches = {"子", "丑", "寅", "卯", "辰", "巳",
                                             "午", "未", "申", "酉", "戌", "亥"};
constexpr std::array<Words, 48> kFirst = {
    "恒", "瑞", "鑫", "宏", "华", "嘉", "泰", "盛", "腾", "凯", "博", "远", "中", "立", "佳", "启",
    "汇", "聚", "天", "金", "海", "长", "东", "新", "安", "康", "永", "昌", "荣", "德", "信", "诚",
    "明", "正", "方", "元", "和", "顺", "润", "泽", "景", "晟", "卓", "智", "云", "星", "万", "百"};
constexpr std::array<Words, 48> kSecond = {
    "达", "锐", "通", "源", "创", "益", "丰", "杰", "力", "拓", "维", "凡", "科", "邦", "美", "越",
    "能", "宇", "利", "隆", "旺", "祥", "辉", "煌", "升", "程", "途", "基", "业", "联", "众", "合",
    "友", "贸", "睿", "奕", "航", "驰", "捷", "讯", "图", "格", "朗", "致", "帆", "胜", "兴", "茂"};

// Words of one division.
constexpr Words k01[] = {"种苗", "果蔬种植"}, k05[] = {"农业服务", "农技服务"},
                k13[] = {"粮油加工", "饲料", "肉制品"};
constexpr Words k14[] = {"食品", "烘焙食品", "乳品"}, k17[] = {"纺织", "针织"}, k18[] = {"服饰", "制衣"};
constexpr Words k21[] = {"家具", "木业"}, k22[] = {"纸制品", "包装材料"}, k23[] = {"印务", "彩印包装"};
constexpr Words k26[] = {"化工", "新材料", "电子化学品"}, k27[] = {"医药", "生物制药"},
                k29[] = {"塑业", "橡塑制品"};
constexpr Words k30[] = {"建材", "玻璃制品", "混凝土"}, k33[] = {"金属制品", "五金", "结构件"};
constexpr Words k34[] = {"通用机械", "轴承", "液压"}, k35[] = {"工程机械", "专用设备", "重工"};
constexpr Words k36[] = {"汽车零部件", "车桥", "电驱动"}, k38[] = {"电气", "光伏科技", "单晶材料"};
constexpr Words k39[] = {"电子", "半导体", "集成电路"}, k40[] = {"仪器仪表", "传感技术"},
                k44[] = {"热电", "新能源发电"};
constexpr Words k47[] = {"建筑工程", "建设"}, k48[] = {"市政工程", "路桥工程"},
                k49[] = {"机电安装", "消防工程"};
constexpr Words k50[] = {"装饰工程", "幕墙"}, k51[] = {"商贸", "机电设备销售", "建材销售"};
constexpr Words k52[] = {"百货", "便利商业", "汽车销售"}, k54[] = {"货运", "物流"},
                k59[] = {"仓储", "供应链"};
constexpr Words k60[] = {"快递服务", "快运"}, k61[] = {"酒店", "宾馆"}, k62[] = {"餐饮", "小吃餐饮", "快餐"};
constexpr Words k64[] = {"网络科技", "数据服务"}, k65[] = {"软件", "信息技术"},
                k70[] = {"物业服务", "房地产经纪"};
constexpr Words k71[] = {"机械租赁", "汽车租赁"}, k72[] = {"企业管理", "人力资源服务", "会展服务", "广告"};
constexpr Words k73[] = {"新材料研究", "生物技术研发"}, k74[] = {"检测技术", "工程设计", "工程咨询"};
constexpr Words k75[] = {"科技推广", "技术转移服务"}, k77[] = {"环保科技", "园林绿化"},
                k80[] = {"家政服务", "洗染服务", "美发服务"};
constexpr Words k81[] = {"汽车修理", "设备维修"}, k83[] = {"职业培训", "教育咨询"},
                k84[] = {"门诊医疗", "护理服务"};
constexpr Words k87[] = {"文化传媒", "影视制作"}, k89[] = {"健身服务", "体育发展"};

constexpr Trade kTrades[] = {{"01", k01, "蔬菜种苗、设施果蔬"},
                             {"05", k05, "农机作业、植保服务"},
                             {"13", k13, "饲料、粮油、冷鲜肉"},
                             {"14", k14, "糕点、乳制品、速冻食品"},
                             {"17", k17, "坯布、纱线"},
                             {"18", k18, "工装、校服"},
                             {"21", k21, "办公家具、木门"},
                             {"22", k22, "纸箱、纸管"},
                             {"23", k23, "彩盒、标签"},
                             {"26", k26, "电子化学品、涂料、功能助剂"},
                             {"27", k27, "制剂、医用敷料"},
                             {"29", k29, "注塑件、管材、密封件"},
                             {"30", k30, "商品混凝土、节能玻璃、砌块"},
                             {"33", k33, "钢结构件、紧固件、模具"},
                             {"34", k34, "轴承、液压缸、减速机"},
                             {"35", k35, "塔式起重机部件、挖掘机结构件、矿山设备"},
                             {"36", k36, "车桥、制动器、电驱总成"},
                             {"38", k38, "单晶硅片、光伏组件、配电柜"},
                             {"39", k39, "封装器件、线路板、晶圆测试"},
                             {"40", k40, "压力传感器、流量计"},
                             {"44", k44, "蒸汽、电力"},
                             {"47", k47, "房屋建筑施工"},
                             {"48", k48, "道路、管网施工"},
                             {"49", k49, "机电与消防安装"},
                             {"50", k50, "室内装饰、幕墙施工"},
                             {"51", k51, "机电、建材、日用品批发"},
                             {"52", k52, "日用百货、汽车零售"},
                             {"54", k54, "公路货运"},
                             {"59", k59, "仓储、冷链、配送"},
                             {"60", k60, "快件收派"},
                             {"61", k61, "住宿、会议"},
                             {"62", k62, "正餐、团餐、小吃"},
                             {"64", k64, "数据标注、平台运营"},
                             {"65", k65, "工业软件、系统集成"},
                             {"70", k70, "物业管理、租售代理"},
                             {"71", k71, "设备与车辆租赁"},
                             {"72", k72, "管理咨询、人力派遣、会展"},
                             {"73", k73, "材料与生物技术研发"},
                             {"74", k74, "检测、设计、监理"},
                             {"75", k75, "成果转化、技术中介"},
                             {"77", k77, "废水废气治理、绿化养护"},
                             {"80", k80, "家政、洗染、理发"},
                             {"81", k81, "车辆与设备维修"},
                             {"83", k83, "技能培训"},
                             {"84", k84, "门诊、护理"},
                             {"87", k87, "广告片、活动策划"},
                             {"89", k89, "健身、赛事组织"}};

constexpr Words kIndustrial[] = {"35", "35", "35", "38", "38", "38", "39", "39", "34", "34", "36", "36",
                                 "33", "26", "26", "29", "30", "14", "13", "27", "40", "17", "22", "44"};
constexpr Words kService[] = {"54", "54", "59", "65", "65", "64", "72", "72",
                              "74", "74", "70", "77", "71", "73", "87", "60"};
constexpr Words kTrading[] = {"51", "51", "51", "51", "52", "52", "52", "61", "62", "62"};
constexpr Words kConstruction[] = {"47", "47", "48", "48", "49", "50"};
constexpr Words kSmall[] = {"35", "34", "33", "33", "29", "18", "17", "21", "22", "23", "30",
                            "36", "39", "01", "05", "49", "50", "51", "51", "51", "51", "52",
                            "52", "52", "52", "54", "54", "59", "60", "61", "62", "62", "62",
                            "62", "64", "65", "70", "71", "72", "72", "72", "74", "75", "77",
                            "80", "80", "80", "81", "81", "83", "84", "87", "89", "14", "26"};

constexpr std::array<Words, 12> kStreets = {"示范大道",   "示例一路", "示例二路", "示例三路",
                                            "演示东街",   "演示西街", "样板北路", "样板南路",
                                            "示例湖环路", "范本路",   "例园路",   "创演路"};

// One degree of latitude in metres, and of longitude at 30° north.
constexpr std::int64_t kMetresPerLatitude = 111'195, kMetresPerLongitude = 96'298;
constexpr std::int64_t kCentreLatitude = 30'000'000, kCentreLongitude = 125'000'000;

}  // namespace

std::string ordinal(int number) {
  ZW_ASSERT(number >= 1 && number <= 99, "ordinals are spelled up to ninety-nine");
  constexpr std::array<Words, 10> kDigits = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  const int tens = number / 10;
  return fmt::format("第{}{}{}", tens > 1 ? kDigits[tens] : "", tens > 0 ? "十" : "", kDigits[number % 10]);
}

std::string person_name(int number) {
  if (number < 10) return fmt::format("示例{}", kStems[number]);
  const int pair = number - 10;
  if (pair < 120) return fmt::format("示例{}{}", kStems[pair % 10], kBranches[pair / 10]);
  const int next = (pair - 120) % 240;
  if (next < 120) return fmt::format("示例{}{}", kBranches[next / 10], kStems[next % 10]);
  return fmt::format("演示{}{}", kStems[(next - 120) % 10], kBranches[(next - 120) / 10]);
}

std::string officer_name(int number) { return fmt::format("演示员{:03}", number); }

std::string phone(int number) { return fmt::format("1000000{:04}", number % 10'000); }

std::string brand(std::uint64_t number) {
  return fmt::format("{}{}", kFirst[number % kFirst.size()],
                     kSecond[(number / kFirst.size()) % kSecond.size()]);
}

const Trade& trade_of(std::string_view division) {
  for (const Trade& trade : kTrades)
    if (trade.division == division) return trade;
  ZW_ASSERT(false, "the generator names divisions it has a trade for");
  return kTrades[0];
}

std::span<const Words> industrial_divisions() { return kIndustrial; }
std::span<const Words> service_divisions() { return kService; }
std::span<const Words> trading_divisions() { return kTrading; }
std::span<const Words> construction_divisions() { return kConstruction; }
std::span<const Words> small_divisions() { return kSmall; }

std::span<const Words> skills() {
  static constexpr Words kSkills[] = {"用工招聘", "融资对接", "政策兑现", "安全生产",   "环保审批",
                                      "项目报建", "外贸结汇", "科技创新", "供应链协调", "疫情防控"};
  return kSkills;
}

std::string address(Rng& rng) {
  const Words street = rng.pick(kStreets);
  const auto number = rng.between(1, 298);
  if (rng.chance(45)) return fmt::format("示例湖街道{}{}号", street, number);
  return fmt::format("示例湖街道{}{}号{}幢", street, number, rng.between(1, 12));
}

Point grid_centre(int grid) {
  // A crooked 4 × 4 lattice 5 km apart and one office in the middle, so that no two distances are alike.
  if (grid == kGrids - 1) return {150, -250};
  const std::int64_t column = grid % 4, row = grid / 4;
  return {-7500 + 5000 * column + 370 * row, -7500 + 5000 * row - 290 * column};
}

Point near(Point centre, std::int64_t metres, Rng& rng) {
  const auto east = rng.between(-metres, metres);
  return {centre.east + east, centre.north + rng.between(-metres, metres)};
}

std::int64_t latitude_e6(Point point) {
  return kCentreLatitude + point.north * 1'000'000 / kMetresPerLatitude;
}
std::int64_t longitude_e6(Point point) {
  return kCentreLongitude + point.east * 1'000'000 / kMetresPerLongitude;
}

std::string station(int grid) { return ordinal(grid + 1) + "网格工作站"; }

}  // namespace zw::app::demo
