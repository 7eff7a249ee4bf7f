// A made-up zone of the right size: 2,036 firms, 74 officers, 54 projects. Same seed, same zone.
let seed = 20200614;
export const random = () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
const pick = (list) => list[Math.floor(random() * list.length)];
const stored = (rows) => rows.map((row, i) => ({ id: i + 1, version: 1, ...row }));
const day = (base, offset) => new Date(Date.parse(base) + offset * 86400000).toISOString().slice(0, 10);

const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜'];
const given = ['伟', '芳', '娜', '敏', '静', '磊', '洋', '勇', '艳', '杰', '娟', '涛', '明', '超', '霞', '平', '刚', '志远', '晓东', '雨桐', '子涵', '海燕'];
const trades = ['光伏材料', '半导体', '工程机械', '精密铸造', '生物医药', '现代物流', '软件信息', '食品加工', '电子元件', '新能源装备', '建筑安装', '商贸'];

export const organisations = stored(['示例经开区管委会', '经济发展局', '招商局', '建设局', '应急管理局', '示例湖街道'].map((name, i) => ({ name, kind: i ? 'department' : 'committee', parent_id: i ? 1 : null })));
export const people = stored(Array.from({ length: 110 }, () => ({ name: pick(surnames) + pick(given), mobile: `1000000${Math.floor(1000 + random() * 9000)}`, organisation_id: 1 + Math.floor(random() * 6) })));
export const officers = stored(people.slice(0, 74).map((p) => ({
  person_id: p.id, skills: pick(['项目审批', '融资', '用工', '安全', '外贸']), industries: pick(['C', 'C,F', 'I', 'G', '38,39']), languages: pick(['', '', '英语', '日语']), capacity: 24 + Math.floor(random() * 20),
  station: pick(['北区工作站', '南区工作站', '东湖工作站', '智谷工作站']), state: random() < 0.96 ? 'active' : 'absent',
})));
export const enterprises = stored(Array.from({ length: 2036 }, (_, i) => ({
  name: `示例${pick(['远航', '恒信', '金帆', '湖光', '启明', '云岭', '瑞丰', '中联', '科达', '博远'])}${pick(trades)}有限公司${String(i + 1).padStart(4, '0')}`,
  uscc: `91990000MA${String(10000000 + i).slice(0, 7)}${i % 10}`, kind: random() < 0.85 ? 'company' : pick(['foreign', 'individual', 'branch']),
  status: random() < 0.92 ? 'registered' : pick(['preparing', 'suspended', 'moved']), size_class: random() < 0.75 ? 'small' : pick(['industry_above', 'service_above', 'trade_above']),
  industry_code: pick(['C3825', 'C3973', 'C3513', 'I6513', 'G5990', 'F5179']), parent_id: i > 40 && random() < 0.12 ? 1 + Math.floor(random() * 12) : i < 12 || i > 20 ? null : 1 + Math.floor(random() * 5), group_name: null,
  address: `示例湖街道创业路${1 + Math.floor(random() * 300)}号`, latitude_e6: 34260000 + Math.floor(random() * 90000), longitude_e6: 117280000 + Math.floor(random() * 90000),
  legal_representative: pick(surnames) + '**', contact_name: pick(surnames) + '**', contact_phone: '100****' + Math.floor(1000 + random() * 9000), employees: Math.floor(5 + random() ** 4 * 3000),
  registered_capital: Math.floor(random() * 50000) * 1000000, established_on: day('2003-03-01', Math.floor(random() * 6000)), products: random() < 0.4 ? '单晶硅棒、硅片' : null, needs_residency: random() < 0.03, note: null,
})));
export const duties = stored([
  ...enterprises.filter((_, i) => i % 5 !== 0).map((e) => ({ object_kind: 'enterprise', object_id: e.id, officer_id: 1 + Math.floor(random() * 74), kind: 'accountable', is_residency: false, starts_on: '2020-02-12', state: 'active', reason: '首次分派' })),
  ...Array.from({ length: 30 }, (_, i) => ({ object_kind: 'project', object_id: i + 1, officer_id: 1 + Math.floor(random() * 74), kind: 'accountable', is_residency: i < 4, starts_on: '2020-02-12', state: 'active', reason: '首次分派' })),
]);
export const programmes = stored([
  { name: '硅材料组团', kind: 'cluster', target_capacity: null, capacity_unit: null }, { name: '工程机械组团', kind: 'cluster', target_capacity: null, capacity_unit: null },
  { name: '多晶硅 54,000 吨基地', kind: 'programme', target_capacity: 54000, capacity_unit: '吨' }, { name: '单晶 10 GW 基地', kind: 'programme', target_capacity: 10000, capacity_unit: 'MW' },
]);
const works = ['单晶硅片扩产', '高端铸造基地', '湖滨路改造', '人才公寓', '污水处理厂二期', '电子级硅料', '智能装备园', '社区医院', '主干管网', '研发中心'];
export const projects = stored(Array.from({ length: 54 }, (_, i) => ({
  name: `示例${works[i % 10]}${Math.floor(i / 10) + 1}号项目`, code: `XM${String(i + 1).padStart(3, '0')}`, class: i < 18 ? 'industrial' : i < 35 ? 'urban' : 'livelihood', cluster_id: i < 11 ? 1 : i < 20 ? 2 : null,
  programme_id: i < 3 ? 3 : i < 5 ? 4 : null, enterprise_id: i < 18 ? i + 1 : null, state: pick(['permits', 'started', 'building', 'building', 'building', 'completed', 'producing']), investment: Math.floor(1 + random() * 400) * 1e9,
  address: '示例湖街道', planned_start: day('2019-09-01', Math.floor(random() * 200)), planned_finish: day('2020-12-01', Math.floor(random() * 400)), design_capacity: i < 3 ? [6000, 14000, 34000][i] : null, capacity_unit: i < 3 ? '吨' : null, needs_residency: i < 11, note: null,
})));
export const phases = stored([[1, 6000, 'producing'], [2, 14000, 'trial'], [3, 34000, 'building'], [4, 5000, 'producing'], [5, 5000, 'building']].map(([project_id, capacity, state], i) =>
  ({ project_id, name: `第${i % 3 + 1}期`, sequence: 1, capacity, capacity_unit: i < 3 ? '吨' : 'MW', planned_on: day('2020-03-01', i * 90), actual_on: state === 'producing' ? day('2020-02-20', i * 80) : null, state })));
export const nodes = stored(projects.flatMap((p) => ['立项', '用地', '规划许可', '施工许可', '开工', '主体封顶', '设备进场', '联合验收', '竣工', '投产'].map((name, i) => ({
  project_id: p.id, name, sequence: i + 1, planned_on: day(p.planned_start, i * 40 - 120), actual_on: i < 5 ? day(p.planned_start, i * 40 - 122) : null,
  state: i < 5 ? 'done' : i === 5 ? pick(['running', 'awaiting_check', 'blocked']) : 'not_started', weight: 10,
}))));
export const teams = stored([
  { name: '硅材料项目前线指挥部', kind: 'front_headquarters', parent_id: null, charter: '统筹组团项目推进', starts_on: '2020-02-10', ends_on: '2020-12-31', state: 'active' },
  { name: '攻坚组', kind: 'tackling_team', parent_id: 1, starts_on: '2020-02-10', ends_on: '2020-12-31', state: 'active' }, { name: '保障组', kind: 'support_team', parent_id: 1, starts_on: '2020-02-10', ends_on: null, state: 'active' },
  { name: '审计组', kind: 'audit_team', parent_id: 1, starts_on: '2020-02-10', ends_on: null, state: 'active' }, { name: '复工复产工作专班', kind: 'task_force', parent_id: null, starts_on: '2020-02-03', ends_on: '2020-06-30', state: 'active' },
  { name: '北区帮办小组', kind: 'help_team', parent_id: null, starts_on: '2020-02-20', ends_on: null, state: 'active' }, { name: '示例湖临时党支部', kind: 'party_branch', parent_id: null, starts_on: '2020-03-01', ends_on: '2020-09-30', state: 'forming' },
]);
export const posts = stored(teams.flatMap((t) => [{ name: `${t.name}·组长`, team_id: t.id, organisation_id: null, is_lead: true }, { name: `${t.name}·联络员`, team_id: t.id, organisation_id: null, is_lead: false }]));
export const tenures = stored(posts.map((p, i) => ({ person_id: 80 + (i % 9), post_id: p.id, kind: i % 9 === 3 ? 'concurrent' : 'full', starts_on: '2020-02-10', ends_on: null, hand_over_note: null })));
export const calendar_days = stored([['2026-01-01', false, '元旦'], ['2026-01-02', false, '元旦'], ['2026-01-04', true, '元旦调休'], ...Array.from({ length: 9 }, (_, i) => [day('2026-02-15', i), false, '春节']), ['2026-02-14', true, '春节调休'], ['2026-02-28', true, '春节调休'],
  ...Array.from({ length: 7 }, (_, i) => [day('2026-10-01', i), false, '国庆节']), ['2026-09-20', true, '国庆调休'], ['2026-10-10', true, '国庆调休']].map(([d, is_working, note]) => ({ day: d, is_working, note, citation: '国办发明电〔2025〕7号' })));
export const law_limits = stored([['case.accept', '签收时限', 1, '工作日'], ['case.simple', '一般诉求办结', 7, '工作日'], ['case.hard', '复杂诉求办结', 15, '工作日']].map(([code, name, value, unit]) => ({ code, name, value, unit, citation: '示例办法第九条', effective_from: '2020-01-01' })));
export const settings = stored([{ key: 'match.distance_weight', value: '3', note: '每公里扣分' }, { key: 'session.idle_minutes', value: '60', note: '空闲退出' }]);
export const saved_views = stored([{ name: '规上在册', entity: 'enterprise', query: 'size_class=industry_above,service_above&status=registered', person_id: 1, is_shared: true }, { name: '停业', entity: 'enterprise', query: 'status=suspended', person_id: 1, is_shared: false }]);
export const accounts = stored(people.slice(0, 8).map((p, i) => ({ login: `user${i + 1}`, person_id: p.id, roles: ['officer'], disabled: false })));
