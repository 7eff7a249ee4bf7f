// The description as the server would send it, from one line per entity: "name:zh:en:kind[:flags]".
// Flags: r required, u unique, l list, s search, o read only, p personal; ">entity" refers; "{a=甲=A|b=乙=B}" choices.
const lines = {
  enterprise: ['registry', 'enterprises', '企业', 'Enterprise', 'name',
    'name:企业名称:Name:text:rls', 'former_name:曾用名:Former name:text:s', 'uscc:统一社会信用代码:Unified social credit code:text:uls',
    'kind:企业类型:Kind:choice{company=公司=Company|foreign=外商投资企业=Foreign-invested|individual=个体工商户=Sole trader|branch=分支机构=Branch|institution=事业单位及其他=Institution}',
    'status:状态:Status:choice{registered=在册=Registered|preparing=筹建=Preparing|suspended=停业=Suspended|moved=迁出=Moved away|cancelled=注销=Cancelled}:l',
    'size_class:规模类别:Size class:choice{industry_above=规上工业=Above-scale industry|service_above=规上服务业=Above-scale services|trade_above=限上批零住餐=Above-limit trade|construction_qualified=资质建筑业=Qualified construction|small=规下=Below scale}:l',
    'industry_code:行业代码:Industry code:text:l', 'parent_id:上级企业:Parent enterprise:ref>enterprise', 'group_name:所属集团:Group:text:s', 'address:实际地址:Address:text',
    'latitude_e6:纬度:Latitude:integer', 'longitude_e6:经度:Longitude:integer', 'legal_representative:法定代表人:Legal representative:text:p', 'contact_name:联系人:Contact:text:p',
    'contact_phone:联系电话:Contact phone:text:p', 'employees:职工人数:Employees:integer:l', 'registered_capital:注册资本:Registered capital:money', 'established_on:成立日期:Established on:date',
    'products:主要产品:Products:long_text', 'market:市场:Market:long_text', 'technology:技术:Technology:long_text', 'advantages:优势:Advantages:long_text',
    'needs_residency:需驻厂:Needs a resident officer:boolean', 'needs_skill:所需专长:Skill needed:text', 'needs_language:所需语言:Language needed:text', 'note:备注:Note:long_text'],
  organisation: ['registry', 'organisations', '机关单位', 'Organisation', 'name', 'name:名称:Name:text:ruls', 'kind:类型:Kind:choice{committee=管委会=Zone committee|subdistrict=街道=Subdistrict|department=部门=Department}:l', 'parent_id:上级:Parent:ref>organisation:l'],
  person: ['registry', 'people', '人员', 'Person', 'name', 'name:姓名:Name:text:rls', 'mobile:手机:Mobile:text:lp', 'organisation_id:所在单位:Organisation:ref>organisation:l', 'note:备注:Note:long_text'],
  officer: ['registry', 'officers', '驻厂员', 'Resident officer', 'person_id', 'person_id:姓名:Person:ref>person:ul', 'skills:专长:Skills:text:l', 'industries:熟悉行业:Industries:text:l', 'languages:语言:Languages:text',
    'capacity:承载上限:Capacity:integer:l', 'station:驻点:Station:text:l', 'available_from:可用自:Available from:date', 'available_until:可用至:Available until:date', 'state:状态:State:choice{active=在岗=Active|absent=暂离=Absent|left=离任=Left}:l'],
  team: ['registry', 'teams', '组织', 'Team', 'name', 'name:名称:Name:text:ruls',
    'kind:类型:Kind:choice{task_force=工作专班=Task force|front_headquarters=前线指挥部=Front headquarters|tackling_team=攻坚组=Tackling team|support_team=保障组=Support team|audit_team=审计组=Audit team|help_team=帮办小组=Help team|party_branch=临时党支部=Temporary party branch|grid=网格=Grid}:l',
    'parent_id:隶属:Part of:ref>team:l', 'charter:职责:Charter:long_text', 'starts_on:成立日期:Starts on:date:l', 'ends_on:期限:Ends on:date:l', 'state:状态:State:choice{forming=筹建=Forming|active=运行=Active|dissolved=撤销=Dissolved}:l'],
  post: ['registry', 'posts', '岗位', 'Post', 'name', 'name:岗位:Post:text:rls', 'organisation_id:单位:Organisation:ref>organisation:l', 'team_id:组织:Team:ref>team:l', 'is_lead:负责岗位:Leads:boolean:l'],
  tenure: ['registry', 'tenures', '任职', 'Tenure', 'post_id', 'person_id:人员:Person:ref>person:rl', 'post_id:岗位:Post:ref>post:rl', 'kind:方式:Kind:choice{full=专任=Full|acting=代理=Acting|concurrent=兼任=Concurrent}:l', 'starts_on:任职日期:Starts on:date:l', 'ends_on:免职日期:Ends on:date:l', 'hand_over_note:交接说明:Hand-over note:long_text'],
  duty: ['registry', 'duties', '责任', 'Duty', 'object_id', 'object_kind:对象类型:Object kind:choice{enterprise=企业=Enterprise|project=项目=Project}:l', 'object_id:对象:Object:integer:l', 'officer_id:责任人:Officer:ref>officer:l',
    'kind:责任类型:Kind:choice{accountable=主责=Accountable|assisting=协办=Assisting|linked_leader=包联=Linked leader}:l', 'is_residency:驻厂:Residency:boolean:l', 'starts_on:自:Since:date:l', 'state:状态:State:choice{active=生效=Active|ended=终止=Ended}:l', 'reason:原因:Reason:text'],
  duty_plan: ['registry', 'duty_plans', '责任方案', 'Duty plan', 'id', 'state:状态:State:choice{computing=计算中=Computing|proposed=待采纳=Proposed|adopted=已采纳=Adopted|discarded=已放弃=Discarded|failed=失败=Failed}:lo', 'mode:方式:Mode:choice{best=总体最优=Best total|fewest_changes=变动最少=Fewest changes}:l', 'created_at:生成时间:Created:instant:lo'],
  duty_plan_row: ['registry', 'duty_plan_rows', '方案明细', 'Plan row', 'object_id', 'plan_id:方案:Plan:ref>duty_plan', 'object_kind:对象类型:Object kind:text:l', 'object_id:对象:Object:integer:l', 'officer_id:拟任:Proposed:ref>officer:l', 'previous_officer_id:现任:Today:ref>officer:l', 'change:变动:Change:choice{kept=不变=Kept|moved=调整=Moved|new=新增=New|unassigned=无人可派=Nobody}:l', 'score:得分:Score:integer:l', 'terms:得分构成:Terms:json'],
  calendar_day: ['registry', 'calendar_days', '工作日历', 'Working calendar', 'day', 'day:日期:Day:date:rul', 'is_working:上班:Working:boolean:l', 'note:名称:Name:text:l', 'citation:依据:Citation:text:l'],
  law_limit: ['registry', 'law_limits', '法定时限', 'Legal limit', 'name', 'code:代码:Code:text:rl', 'name:名称:Name:text:rls', 'value:数值:Value:integer:l', 'unit:单位:Unit:text:rl', 'citation:依据:Citation:text:rl', 'effective_from:施行日期:Effective from:date:l'],
  setting: ['registry', 'settings', '设置', 'Setting', 'key', 'key:键:Key:text:rul', 'value:值:Value:text:l', 'note:说明:Note:text:l'],
  saved_view: ['registry', 'saved_views', '保存的视图', 'Saved view', 'name', 'name:名称:Name:text:rl', 'entity:列表:List:text:rl', 'query:条件:Query:text', 'is_shared:共享:Shared:boolean:l'],
  programme: ['projects', 'programmes', '组团与基地', 'Programme', 'name', 'name:名称:Name:text:ruls', 'kind:类型:Kind:choice{programme=产业基地=Programme|cluster=项目组团=Cluster}:l', 'target_capacity:目标产能:Target capacity:integer:l', 'capacity_unit:产能单位:Capacity unit:text:l'],
  project: ['projects', 'projects', '项目', 'Project', 'name', 'name:项目名称:Name:text:ruls', 'code:项目编号:Code:text', 'class:类别:Class:choice{industrial=重大产业=Major industrial|urban=重点城建=Major urban|livelihood=为民办实事=People\'s livelihood}:l',
    'cluster_id:项目组团:Cluster:ref>programme:l', 'programme_id:产业基地:Programme:ref>programme', 'enterprise_id:业主企业:Owner firm:ref>enterprise:l', 'state:阶段:Stage:choice{planned=谋划=Planned|signed=签约=Signed|permits=前期审批=Permits|started=开工=Started|building=在建=Building|completed=竣工=Completed|producing=投产=Producing|paused=暂缓=Paused}:l',
    'address:地址:Address:text', 'investment:总投资:Investment:money:l', 'planned_start:计划开工:Planned start:date:l', 'planned_finish:计划竣工:Planned finish:date:l', 'design_capacity:设计产能:Design capacity:integer', 'capacity_unit:产能单位:Capacity unit:text', 'needs_residency:需驻点:Needs a resident officer:boolean', 'note:备注:Note:long_text'],
  phase: ['projects', 'phases', '分期', 'Phase', 'name', 'project_id:项目:Project:ref>project:l', 'name:名称:Name:text:rl', 'sequence:顺序:Sequence:integer:l', 'capacity:产能:Capacity:integer:l', 'capacity_unit:产能单位:Capacity unit:text:l', 'planned_on:计划投产:Planned on:date:l', 'actual_on:实际投产:Actual on:date:l', 'state:状态:State:choice{planned=未开工=Planned|building=在建=Building|trial=试生产=Trial production|producing=投产=Producing|full_capacity=达产=Full capacity}:l'],
  node: ['projects', 'nodes', '节点', 'Node', 'name', 'project_id:项目:Project:ref>project:l', 'name:节点:Node:text:rl', 'sequence:顺序:Sequence:integer:l', 'planned_on:计划日期:Planned on:date:l', 'actual_on:实际日期:Actual on:date:l', 'state:状态:State:choice{not_started=未开始=Not started|running=进行=Running|awaiting_check=待验=Awaiting check|done=完成=Done|blocked=受阻=Blocked}:l', 'weight:权重:Weight:integer'],
  batch: ['intake', 'batches', '导入批次', 'Import batch', 'file_name', 'file_name:文件:File:text:lo', 'target:对象:Target:text:lo', 'state:状态:State:choice{previewed=待导入=Previewed|imported=已导入=Imported|undone=已撤销=Undone|failed=失败=Failed}:lo', 'created_at:时间:At:instant:lo'],
  defect: ['intake', 'defects', '问题', 'Defect', 'cell', 'batch_id:批次:Batch:ref>batch', 'cell:单元格:Cell:text:l', 'code:类型:Code:text:l', 'value:原值:Value:text:l', 'proposal:建议:Proposal:text:l', 'state:状态:State:choice{open=待处理=Open|accepted=已采纳=Accepted|edited=已修改=Edited|ignored=已忽略=Ignored}:l'],
  account: ['access', 'accounts', '账号', 'Account', 'login', 'login:登录名:Login:text:ruls', 'person_id:人员:Person:ref>person:rl', 'roles:角色:Roles:json:l', 'disabled:停用:Disabled:boolean:l'],
};

function field(line) {
  const [, name, zh, en, kind, to, choices, flags = ''] = /^(\w+):([^:]+):([^:]+):(\w+)(?:>(\w+))?(?:\{([^}]+)\})?(?::(\w+))?$/.exec(line);
  const has = (flag) => flags.includes(flag);
  return {
    name, label: { zh, en }, kind, required: has('r'), unique: has('u'), read_only: has('o'), list: has('l'), search: has('s'), max_length: { uscc: 18, industry_code: 5, mobile: 20 }[name] ?? 200,
    ...(to ? { refers_to: to } : {}), data_class: has('p') ? 'personal' : 'open', ...(has('p') ? { purpose: 'reach the firm about its own affairs' } : {}),
    ...(choices ? { choices: choices.split('|').map((c) => c.split('=')).map(([n, z, e]) => ({ name: n, label: { zh: z, en: e } })) } : {}),
    ...(/_e6$/.test(name) ? { unit: 'millionths of a degree, WGS 84' } : {}),
  };
}

export const entities = Object.fromEntries(Object.entries(lines).map(([name, [module, plural, zh, en, title, ...fields]]) =>
  [name, { module, name, plural, label: { zh, en }, title, route: `/api/${module}/${plural}`, fields: fields.map(field) }]));
