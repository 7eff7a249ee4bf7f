// Made of the descriptions by `zonewright describe --typescript`; do not edit.

/** 机关单位 · Organisation */
export interface Organisation {
  id: number
  version: number
  /** 名称 · Name */
  name: string
  /** 类型 · Kind */
  kind: 'committee' | 'subdistrict' | 'department' | 'bank' | 'hospital' | 'labour_agency' | 'carrier' | 'other'
  /** 上级 · Parent */
  parent_id: number | null
  /** 备注 · Note */
  note: string | null
}

/** 企业 · Enterprise */
export interface Enterprise {
  id: number
  version: number
  /** 企业名称 · Name */
  name: string
  /** 曾用名 · Former name */
  former_name: string | null
  /** 统一社会信用代码 · Unified social credit code */
  uscc: string | null
  /** 企业类型 · Kind */
  kind: 'company' | 'foreign' | 'individual' | 'branch' | 'institution'
  /** 状态 · Status */
  status: 'registered' | 'preparing' | 'suspended' | 'moved' | 'cancelled'
  /** 规模类别 · Size class */
  size_class: 'industry_above' | 'service_above' | 'trade_above' | 'construction_qualified' | 'small'
  /** 行业代码 · Industry code */
  industry_code: string | null
  /** 上级企业 · Parent enterprise */
  parent_id: number | null
  /** 所属集团 · Group */
  group_name: string | null
  /** 实际地址 · Address */
  address: string | null
  /** 纬度 · Latitude */
  latitude_e6: number | null
  /** 经度 · Longitude */
  longitude_e6: number | null
  /** 法定代表人 · Legal representative */
  legal_representative: string | null
  /** 联系人 · Contact */
  contact_name: string | null
  /** 联系电话 · Contact phone */
  contact_phone: string | null
  /** 职工人数 · Employees */
  employees: number | null
  /** 注册资本 · Registered capital */
  registered_capital: number | null
  /** 成立日期 · Established on */
  established_on: string | null
  /** 主要产品 · Products */
  products: string | null
  /** 市场 · Market */
  market: string | null
  /** 技术 · Technology */
  technology: string | null
  /** 优势 · Advantages */
  advantages: string | null
  /** 需驻厂 · Needs a resident officer */
  needs_residency: boolean
  /** 所需专长 · Skill needed */
  needs_skill: string | null
  /** 所需语言 · Language needed */
  needs_language: string | null
  /** 备注 · Note */
  note: string | null
}

/** 档案事实 · Fact */
export interface Fact {
  id: number
  version: number
  /** 企业 · Enterprise */
  enterprise_id: number
  /** 字段 · Field */
  field: string
  /** 值 · Value */
  value: string | null
  /** 截至日期 · As of */
  as_of: string
  /** 来源 · Source */
  source: string
}

/** 人员 · Person */
export interface Person {
  id: number
  version: number
  /** 姓名 · Name */
  name: string
  /** 手机 · Mobile */
  mobile: string | null
  /** 邮箱 · E-mail */
  email: string | null
  /** 所在单位 · Organisation */
  organisation_id: number | null
  /** 代表企业 · Speaks for */
  enterprise_id: number | null
  /** 备注 · Note */
  note: string | null
}

/** 驻厂员 · Resident officer */
export interface Officer {
  id: number
  version: number
  /** 姓名 · Person */
  person_id: number
  /** 专长 · Skills */
  skills: string | null
  /** 熟悉行业 · Industries */
  industries: string | null
  /** 语言 · Languages */
  languages: string | null
  /** 承载上限 · Capacity */
  capacity: number
  /** 驻点 · Station */
  station: string | null
  /** 驻点纬度 · Station latitude */
  latitude_e6: number | null
  /** 驻点经度 · Station longitude */
  longitude_e6: number | null
  /** 可用自 · Available from */
  available_from: string | null
  /** 可用至 · Available until */
  available_until: string | null
  /** 状态 · State */
  state: 'active' | 'absent' | 'left'
}

/** 组织 · Team */
export interface Team {
  id: number
  version: number
  /** 名称 · Name */
  name: string
  /** 类型 · Kind */
  kind: 'task_force' | 'front_headquarters' | 'tackling_team' | 'support_team' | 'audit_team' | 'help_team' | 'party_branch' | 'grid'
  /** 隶属 · Part of */
  parent_id: number | null
  /** 职责 · Charter */
  charter: string | null
  /** 成立日期 · Starts on */
  starts_on: string
  /** 期限 · Ends on */
  ends_on: string | null
  /** 状态 · State */
  state: 'forming' | 'active' | 'dissolved'
  /** 对象类型 · Subject kind */
  subject_kind: string | null
  /** 对象 · Subject */
  subject_id: number | null
}

/** 岗位 · Post */
export interface Post {
  id: number
  version: number
  /** 岗位 · Post */
  name: string
  /** 单位 · Organisation */
  organisation_id: number | null
  /** 组织 · Team */
  team_id: number | null
  /** 负责岗位 · Leads */
  is_lead: boolean
}

/** 任职 · Tenure */
export interface Tenure {
  id: number
  version: number
  /** 人员 · Person */
  person_id: number
  /** 岗位 · Post */
  post_id: number
  /** 方式 · Kind */
  kind: 'full' | 'acting' | 'concurrent'
  /** 任职日期 · Starts on */
  starts_on: string
  /** 免职日期 · Ends on */
  ends_on: string | null
  /** 交接说明 · Hand-over note */
  hand_over_note: string | null
}

/** 责任方案 · Duty plan */
export interface DutyPlan {
  id: number
  version: number
  /** 状态 · State */
  state: 'computing' | 'proposed' | 'adopted' | 'discarded' | 'failed'
  /** 方式 · Mode */
  mode: 'best' | 'fewest_changes'
  /** 离任驻厂员 · Leaving officer */
  leaving_officer_id: number | null
  /** 任务号 · Job */
  job_id: number | null
  /** 总分 · Total score */
  total: number | null
  /** 可证上界 · Proven bound */
  bound: number | null
  /** 差距 · Gap */
  gap_ppm: number | null
  /** 调整 · Moved */
  moved: number
  /** 不变 · Kept */
  kept: number
  /** 新增 · New */
  added: number
  /** 无人可派 · Nobody */
  unassigned: number
  /** 已验证 · Verified */
  verified: boolean
  /** 问题 · Problem */
  problem: unknown | null
  /** 采纳理由 · Reason */
  reason: string | null
  /** 生成时间 · Created */
  created_at: number
  /** 采纳时间 · Adopted */
  adopted_at: number | null
}

/** 方案明细 · Plan row */
export interface DutyPlanRow {
  id: number
  version: number
  /** 方案 · Plan */
  plan_id: number
  /** 对象类型 · Object kind */
  object_kind: 'enterprise' | 'project'
  /** 对象 · Object */
  object_id: number
  /** 拟任 · Proposed */
  officer_id: number | null
  /** 现任 · Today */
  previous_officer_id: number | null
  /** 变动 · Change */
  change: 'kept' | 'moved' | 'new' | 'unassigned'
  /** 得分 · Score */
  score: number
  /** 得分构成 · Terms */
  terms: unknown | null
}

/** 责任 · Duty */
export interface Duty {
  id: number
  version: number
  /** 对象类型 · Object kind */
  object_kind: 'enterprise' | 'project'
  /** 对象 · Object */
  object_id: number
  /** 责任人 · Officer */
  officer_id: number
  /** 责任类型 · Kind */
  kind: 'accountable' | 'assisting' | 'linked_leader'
  /** 驻厂 · Residency */
  is_residency: boolean
  /** 自 · Since */
  starts_on: string
  /** 至 · Until */
  ends_on: string | null
  /** 状态 · State */
  state: 'active' | 'ended'
  /** 原因 · Reason */
  reason: string | null
  /** 方案 · Plan */
  plan_id: number | null
}

/** 工作日历 · Working calendar */
export interface CalendarDay {
  id: number
  version: number
  /** 日期 · Day */
  day: string
  /** 上班 · Working */
  is_working: boolean
  /** 名称 · Name */
  note: string | null
  /** 依据 · Citation */
  citation: string | null
}

/** 法定时限 · Legal limit */
export interface LawLimit {
  id: number
  version: number
  /** 代码 · Code */
  code: string
  /** 名称 · Name */
  name: string
  /** 数值 · Value */
  value: number
  /** 单位 · Unit */
  unit: string
  /** 依据 · Citation */
  citation: string
  /** 施行日期 · Effective from */
  effective_from: string
  /** 失效日期 · Effective until */
  effective_until: string | null
}

/** 设置 · Setting */
export interface Setting {
  id: number
  version: number
  /** 键 · Key */
  key: string
  /** 值 · Value */
  value: string | null
  /** 说明 · Note */
  note: string | null
}

/** 保存的视图 · Saved view */
export interface SavedView {
  id: number
  version: number
  /** 名称 · Name */
  name: string
  /** 列表 · List */
  entity: string
  /** 条件 · Query */
  query: string | null
  /** 所有者 · Owner */
  person_id: number
  /** 共享 · Shared */
  is_shared: boolean
}

/** 组团与基地 · Programme */
export interface Programme {
  id: number
  version: number
  /** 名称 · Name */
  name: string
  /** 类型 · Kind */
  kind: 'programme' | 'cluster'
  /** 目标产能 · Target capacity */
  target_capacity: number | null
  /** 产能单位 · Capacity unit */
  capacity_unit: string | null
  /** 所属集团 · Group */
  enterprise_id: number | null
  /** 备注 · Note */
  note: string | null
}

/** 项目 · Project */
export interface Project {
  id: number
  version: number
  /** 项目名称 · Name */
  name: string
  /** 项目编号 · Code */
  code: string | null
  /** 类别 · Class */
  class: 'industrial' | 'urban' | 'livelihood'
  /** 项目组团 · Cluster */
  cluster_id: number | null
  /** 产业基地 · Programme */
  programme_id: number | null
  /** 业主企业 · Owner firm */
  enterprise_id: number | null
  /** 责任单位 · Owner organisation */
  owner_organisation_id: number | null
  /** 阶段 · Stage */
  state: 'planned' | 'negotiating' | 'signed' | 'registered' | 'approved' | 'land' | 'permits' | 'started' | 'building' | 'completed' | 'producing' | 'full_capacity' | 'listed' | 'paused' | 'stopped'
  /** 地址 · Address */
  address: string | null
  /** 纬度 · Latitude */
  latitude_e6: number | null
  /** 经度 · Longitude */
  longitude_e6: number | null
  /** 总投资 · Investment */
  investment: number | null
  /** 计划开工 · Planned start */
  planned_start: string | null
  /** 计划竣工 · Planned finish */
  planned_finish: string | null
  /** 设计产能 · Design capacity */
  design_capacity: number | null
  /** 产能单位 · Capacity unit */
  capacity_unit: string | null
  /** 需驻点 · Needs a resident officer */
  needs_residency: boolean
  /** 备注 · Note */
  note: string | null
}

/** 分期 · Phase */
export interface Phase {
  id: number
  version: number
  /** 项目 · Project */
  project_id: number
  /** 名称 · Name */
  name: string
  /** 顺序 · Sequence */
  sequence: number
  /** 产能 · Capacity */
  capacity: number | null
  /** 产能单位 · Capacity unit */
  capacity_unit: string | null
  /** 计划投产 · Planned on */
  planned_on: string | null
  /** 实际投产 · Actual on */
  actual_on: string | null
  /** 状态 · State */
  state: 'planned' | 'building' | 'trial' | 'producing' | 'full_capacity'
}

/** 节点 · Node */
export interface Node {
  id: number
  version: number
  /** 项目 · Project */
  project_id: number
  /** 节点 · Node */
  name: string
  /** 顺序 · Sequence */
  sequence: number
  /** 计划日期 · Planned on */
  planned_on: string | null
  /** 实际日期 · Actual on */
  actual_on: string | null
  /** 状态 · State */
  state: 'not_started' | 'running' | 'awaiting_check' | 'done' | 'blocked'
  /** 权重 · Weight */
  weight: number
  /** 要素 · Factor */
  factor: 'funds' | 'land' | 'eia' | 'energy' | 'permits' | 'labour' | 'utilities' | 'logistics' | 'ip' | 'restart' | 'other' | null
  /** 关键节点 · Key node */
  is_key: boolean
  /** 现计划日期 · Expected on */
  forecast_on: string | null
  /** 佐证 · Evidence */
  evidence: string | null
}

/** 序时进度口径 · Definition of planned progress */
export interface ProgressRule {
  id: number
  version: number
  /** 名称 · Name */
  name: string
  /** 主口径 · Headline */
  headline: 'time' | 'investment' | 'nodes'
  /** 亮灯区间 · Light bands */
  bands: unknown
  /** 采用理由 · Reason */
  reason: string
  /** 依据 · Citation */
  citation: string
  /** 施行日期 · In force from */
  effective_from: string
}

/** 月度投资 · Investment of a month */
export interface InvestmentMonth {
  id: number
  version: number
  /** 项目 · Project */
  project_id: number
  /** 月份 · Month */
  month: string
  /** 计划投资 · Planned */
  planned: number
  /** 完成投资 · Invested */
  actual: number | null
}

/** 延误与赶工 · Delay and recovery */
export interface VarianceReason {
  id: number
  version: number
  /** 名称 · Name */
  name: string
  /** 英文名 · English name */
  name_en: string | null
  /** 类型 · Kind */
  kind: 'cause' | 'measure'
  /** 顺序 · Sequence */
  sequence: number
}

/** 节点经过 · Event of a node */
export interface NodeEvent {
  id: number
  version: number
  /** 节点 · Node */
  node_id: number
  /** 项目 · Project */
  project_id: number
  /** 经过 · What happened */
  kind: 'started' | 'reported' | 'confirmed' | 'refused' | 'replanned' | 'blocked' | 'unblocked'
  /** 时间 · When */
  at: number
  /** 经办人 · Who */
  person_id: number
  /** 第几次报送 · Which report */
  round: number
  /** 完成日期 · Done on */
  done_on: string | null
  /** 原日期 · Before */
  before_on: string | null
  /** 新日期 · After */
  after_on: string | null
  /** 原因或措施 · Cause or measure */
  reason_id: number | null
  /** 说明 · Words */
  words: string | null
}

/** 办理标准 · Service standard */
export interface ServiceStandard {
  id: number
  version: number
  /** 名称 · Name */
  name: string
  /** 分级 · Grade */
  grade: 'simple' | 'complex' | 'stubborn'
  /** 受理时限 · To accept */
  acceptance_minutes: number
  /** 签收时限 · To sign for */
  signing_minutes: number
  /** 首次答复时限 · To the first reply */
  reply_minutes: number
  /** 规定办结时限 · To closure, by rule */
  legal_minutes: number
  /** 承诺办结时限 · To closure, promised */
  promised_minutes: number
  /** 最长延期 · Longest extension */
  most_extension_minutes: number
  /** 延期须提前 · Notice of an extension */
  extension_notice_minutes: number
  /** 异议时限 · To object to a dispatch */
  objection_minutes: number
  /** 差评整改天数 · Days to make a low rating good */
  rectify_days: number
  /** 无回应天数 · Days of silence */
  silence_days: number
  /** 依据 · Citation */
  citation: string
  /** 施行日期 · In force from */
  effective_from: string
  /** 失效日期 · In force until */
  effective_until: string | null
}

/** 亮灯规则 · Light rule */
export interface LightRule {
  id: number
  version: number
  /** 代码 · Code */
  code: string
  /** 名称 · Name */
  name: string
  /** 度量 · Measure */
  measure: 'used_permille' | 'behind_points'
  /** 区间 · Bands */
  bands: unknown
  /** 依据 · Citation */
  citation: string
  /** 施行日期 · In force from */
  effective_from: string
  /** 失效日期 · In force until */
  effective_until: string | null
}

/** 清单模板 · Checklist template */
export interface ChecklistTemplate {
  id: number
  version: number
  /** 代码 · Code */
  code: string
  /** 名称 · Name */
  name: string
  /** 英文名 · English name */
  name_en: string | null
  /** 类别 · Category */
  category: 'funds' | 'land' | 'eia' | 'energy' | 'permits' | 'labour' | 'utilities' | 'logistics' | 'ip' | 'restart' | 'other'
  /** 版次 · Edition */
  edition: number
  /** 状态 · State */
  state: 'draft' | 'published' | 'retired'
  /** 依据 · Citation */
  citation: string | null
  /** 施行日期 · In force from */
  effective_from: string | null
}

/** 模板步骤 · Template step */
export interface TemplateStep {
  id: number
  version: number
  /** 模板 · Template */
  template_id: number
  /** 步骤代码 · Code */
  code: string
  /** 步骤 · Step */
  name: string
  /** 英文名 · English name */
  name_en: string | null
  /** 顺序 · Sequence */
  sequence: number
  /** 前置步骤 · Depends on */
  depends_on: string | null
  /** 决定人 · Who decides */
  decider: string | null
  /** 材料 · Materials */
  materials: string | null
  /** 法定时限 · Legal limit */
  legal_days: number | null
  /** 承诺时限 · Promised limit */
  promised_days: number | null
  /** 特别程序 · Special procedures */
  special_procedures: string | null
  /** 有效期 · Validity */
  validity_days: number | null
}

/** 企业诉求 · Case */
export interface ServiceCase {
  id: number
  version: number
  /** 编号 · Number */
  number: string | null
  /** 诉求 · Request */
  title: string
  /** 详情 · Description */
  description: string | null
  /** 企业 · Enterprise */
  enterprise_id: number | null
  /** 项目 · Project */
  project_id: number | null
  /** 节点 · Node */
  node_id: number | null
  /** 来源 · Channel */
  channel: 'officer' | 'link' | 'hotline' | 'visit' | 'meeting' | 'letter' | 'sheet' | 'other'
  /** 类别 · Category */
  category: 'funds' | 'land' | 'eia' | 'energy' | 'permits' | 'labour' | 'utilities' | 'logistics' | 'ip' | 'restart' | 'other'
  /** 分级 · Grade */
  grade: 'simple' | 'complex' | 'stubborn'
  /** 联系人 · Contact */
  contact_name: string | null
  /** 联系电话 · Contact phone */
  contact_phone: string | null
  /** 状态 · State */
  state: 'registered' | 'accepted' | 'dispatched' | 'handling' | 'paused' | 'resolved' | 'closed' | 'reviewed' | 'archived' | 'refused' | 'withdrawn' | 'merged'
  /** 主责人 · Accountable */
  owner_id: number
  /** 持有自 · Held since */
  held_since: number
  /** 交办人 · Dispatched by */
  dispatched_by_id: number | null
  /** 承办单位 · Handling unit */
  organisation_id: number | null
  /** 异议次数 · Objections */
  objections: number
  /** 重开次数 · Reopenings */
  reopenings: number
  /** 催办次数 · Urgings */
  urgings: number
  /** 延期次数 · Extensions */
  extensions: number
  /** 挂起类型 · Kind of pause */
  pause_kind: 'awaiting_firm' | 'awaiting_superior' | 'awaiting_meeting' | 'special_procedure' | null
  /** 挂起原因 · Reason of the pause */
  pause_reason: string | null
  /** 收到 · Received */
  received_at: number
  /** 计时起点 · Clock began */
  clock_from: number
  /** 受理时间 · Accepted at */
  accepted_at: number | null
  /** 交办时间 · Dispatched at */
  dispatched_at: number | null
  /** 签收时间 · Signed for at */
  signed_at: number | null
  /** 首次答复时间 · First replied at */
  replied_at: number | null
  /** 申请办结时间 · Resolved at */
  resolved_at: number | null
  /** 办结时间 · Closed at */
  closed_at: number | null
  /** 挂起自 · Paused since */
  paused_since: number | null
  /** 已挂起工时 · Minutes paused */
  paused_minutes: number
  /** 已延期工时 · Minutes granted */
  extended_minutes: number
  /** 办理标准 · Standard */
  standard_id: number | null
  /** 亮灯规则 · Light rule */
  light_rule_id: number | null
  /** 清单模板 · Checklist */
  template_id: number | null
  /** 灯 · Light */
  light: 'none' | 'green' | 'yellow' | 'red'
  /** 下次变灯 · Light changes at */
  light_changes_at: number | null
  /** 当前时限 · Stage due */
  due_stage: 'acceptance' | 'signing' | 'reply' | 'closure' | null
  /** 到期 · Due */
  due_at: number | null
  /** 办结期限 · Closure due */
  close_due_at: number | null
  /** 超出日历 · Beyond the calendar */
  is_beyond_calendar: boolean
  /** 督办 · Supervised */
  is_supervised: boolean
  /** 办理结果 · Result */
  result: string | null
  /** 成因 · Cause */
  cause: 'documents' | 'policy_gap' | 'many_departments' | 'funds_short' | 'market' | 'capacity' | 'outside' | 'other' | null
  /** 办结方式 · Closed how */
  closing: 'by_firm' | 'firm_gone' | 'unreachable' | 'no_firm' | null
  /** 评价 · Rating */
  rating: 'very_satisfied' | 'satisfied' | 'neutral' | 'dissatisfied' | 'very_dissatisfied' | null
  /** 评价说明 · Rating note */
  rating_note: string | null
  /** 整改期限 · Make good by */
  rectify_due_at: number | null
  /** 并入 · Merged into */
  merged_into_id: number | null
  /** 拆分自 · Split from */
  split_from_id: number | null
}

/** 办理步骤 · Step */
export interface CaseStep {
  id: number
  version: number
  /** 诉求 · Case */
  case_id: number
  /** 步骤代码 · Code */
  code: string
  /** 步骤 · Step */
  name: string
  /** 英文名 · English name */
  name_en: string | null
  /** 顺序 · Sequence */
  sequence: number
  /** 前置步骤 · Depends on */
  depends_on: string | null
  /** 决定人 · Who decides */
  decider: string | null
  /** 责任人 · Owner */
  owner_id: number | null
  /** 材料 · Materials */
  materials: string | null
  /** 法定时限 · Legal limit */
  legal_days: number | null
  /** 承诺时限 · Promised limit */
  promised_days: number | null
  /** 特别程序 · Special procedures */
  special_procedures: string | null
  /** 有效期 · Validity */
  validity_days: number | null
  /** 状态 · State */
  state: 'waiting' | 'open' | 'done' | 'skipped'
  /** 转入 · Entered */
  entered_at: number | null
  /** 转出 · Left */
  left_at: number | null
  /** 到期 · Due */
  due_at: number | null
  /** 有效至 · Valid until */
  valid_until: string | null
  /** 佐证 · Evidence */
  evidence: string | null
}

/** 办理记录 · Case event */
export interface CaseEvent {
  id: number
  version: number
  /** 诉求 · Case */
  case_id: number
  /** 动作 · Act */
  verb: string
  /** 原状态 · From */
  from_state: 'registered' | 'accepted' | 'dispatched' | 'handling' | 'paused' | 'resolved' | 'closed' | 'reviewed' | 'archived' | 'refused' | 'withdrawn' | 'merged' | null
  /** 新状态 · To */
  to_state: 'registered' | 'accepted' | 'dispatched' | 'handling' | 'paused' | 'resolved' | 'closed' | 'reviewed' | 'archived' | 'refused' | 'withdrawn' | 'merged' | null
  /** 时间 · At */
  at: number
  /** 经办人号 · Actor id */
  actor_id: number | null
  /** 经办人 · Actor */
  actor: string | null
  /** 说明 · Reason */
  reason: string | null
  /** 详情 · Details */
  details: unknown | null
  /** 企业可见 · The firm sees it */
  is_for_firm: boolean
  /** 已撤销 · Undone */
  is_undone: boolean
}

/** 挂起 · Pause */
export interface CasePause {
  id: number
  version: number
  /** 诉求 · Case */
  case_id: number
  /** 类型 · Kind */
  kind: 'awaiting_firm' | 'awaiting_superior' | 'awaiting_meeting' | 'special_procedure'
  /** 原因 · Reason */
  reason: string
  /** 开始 · Began */
  starts_at: number
  /** 结束 · Ended */
  ends_at: number | null
  /** 工时 · Working minutes */
  minutes: number
}

/** 加签 · Signer */
export interface CaseSigner {
  id: number
  version: number
  /** 诉求 · Case */
  case_id: number
  /** 轮次 · Round */
  round: number
  /** 方式 · Mode */
  mode: 'all' | 'any'
  /** 签署人 · Signer */
  person_id: number
  /** 意见 · Answer */
  state: 'asked' | 'agreed' | 'disagreed' | 'released'
  /** 签署时间 · Signed at */
  signed_at: number | null
  /** 说明 · Note */
  note: string | null
}

/** 协办 · Assistance */
export interface CaseAssistance {
  id: number
  version: number
  /** 诉求 · Case */
  case_id: number
  /** 协办人 · Helper */
  person_id: number
  /** 协办事项 · Task */
  task: string
  /** 到期 · Due */
  due_at: number | null
  /** 完成 · Done */
  done_at: number | null
  /** 结果 · Outcome */
  outcome: string | null
}

/** 督办 · Supervision */
export interface Supervision {
  id: number
  version: number
  /** 诉求 · Case */
  case_id: number
  /** 类型 · Kind */
  kind: 'overdue' | 'manual' | 'low_rating' | 'reopened'
  /** 要求 · Instruction */
  instruction: string | null
  /** 立项 · Opened */
  opened_at: number
  /** 到期 · Due */
  due_at: number | null
  /** 解除 · Closed */
  closed_at: number | null
  /** 结果 · Outcome */
  outcome: string | null
}

/** 留言 · Message */
export interface CaseMessage {
  id: number
  version: number
  /** 诉求 · Case */
  case_id: number
  /** 作者号 · Author id */
  author_id: number | null
  /** 作者 · Author */
  author: string | null
  /** 企业发送 · From the firm */
  is_from_firm: boolean
  /** 内部 · Internal */
  is_internal: boolean
  /** 内容 · Text */
  body: string
  /** 时间 · At */
  at: number
}

/** 已读 · Read up to */
export interface CaseReading {
  id: number
  version: number
  /** 诉求 · Case */
  case_id: number
  /** 人员号 · Person */
  person_id: number
  /** 已读至 · Last read */
  last_message_id: number
}

/** 附件 · File */
export interface CaseFile {
  id: number
  version: number
  /** 诉求 · Case */
  case_id: number
  /** 步骤 · Step */
  step_id: number | null
  /** 文件名 · Name */
  name: string
  /** 类型 · Type */
  media_type: string
  /** 大小 · Size */
  bytes: number
  /** 上传人 · Uploaded by */
  uploaded_by: string | null
  /** 企业上传 · From the firm */
  is_from_firm: boolean
  /** 内部 · Internal */
  is_internal: boolean
  /** 时间 · At */
  at: number
}

/** 关联 · Link */
export interface CaseLink {
  id: number
  version: number
  /** 诉求 · Case */
  case_id: number
  /** 另一诉求 · Other case */
  other_id: number
  /** 关系 · Kind */
  kind: 'related' | 'duplicate' | 'split'
}

/** 状态区间 · Span */
export interface CaseSpan {
  id: number
  version: number
  /** 诉求 · Case */
  case_id: number
  /** 状态 · State */
  state: 'registered' | 'accepted' | 'dispatched' | 'handling' | 'paused' | 'resolved' | 'closed' | 'reviewed' | 'archived' | 'refused' | 'withdrawn' | 'merged'
  /** 灯 · Light */
  light: 'none' | 'green' | 'yellow' | 'red'
  /** 类别 · Category */
  category: 'funds' | 'land' | 'eia' | 'energy' | 'permits' | 'labour' | 'utilities' | 'logistics' | 'ip' | 'restart' | 'other'
  /** 主责人 · Accountable */
  owner_id: number
  /** 企业 · Enterprise */
  enterprise_id: number | null
  /** 项目 · Project */
  project_id: number | null
  /** 自 · From */
  from_at: number
  /** 至 · Until */
  until_at: number | null
}

/** 企业邀请 · Invitation */
export interface Invitation {
  id: number
  version: number
  /** 企业 · Enterprise */
  enterprise_id: number
  /** 用途 · Purpose */
  purpose: 'file_cases' | 'follow_case'
  /** 诉求 · Case */
  case_id: number | null
  /** 邀请人 · Invited by */
  invited_by_id: number | null
  /** 创建 · Made */
  created_at: number
  /** 有效至 · Valid until */
  expires_at: number
  /** 撤销 · Revoked */
  revoked_at: number | null
}

/** 关键日期 · Key date */
export interface KeyDate {
  id: number
  version: number
  /** 企业 · Enterprise */
  enterprise_id: number
  /** 类型 · Kind */
  kind: 'permit' | 'loan' | 'lease' | 'certificate' | 'other'
  /** 名称 · Name */
  name: string
  /** 到期日 · Due on */
  due_on: string
  /** 备注 · Note */
  note: string | null
}

/** 走访 · Visit */
export interface Visit {
  id: number
  version: number
  /** 企业 · Enterprise */
  enterprise_id: number
  /** 走访人 · Visitor */
  person_id: number
  /** 日期 · Day */
  visited_on: string
  /** 事由 · Purpose */
  purpose: string
  /** 结果 · Outcome */
  outcome: string | null
}

/** 建议联系 · Suggested contact */
export interface Suggestion {
  id: number
  version: number
  /** 企业 · Enterprise */
  enterprise_id: number
  /** 缘由 · Why */
  kind: 'permit_expiring' | 'loan_due' | 'node_near' | 'long_silence'
  /** 事项 · About */
  about: string | null
  /** 日期 · Day */
  due_on: string
  /** 联系人员 · By */
  officer_person_id: number
  /** 状态 · State */
  state: 'open' | 'planned' | 'done' | 'dismissed'
  /** 不需要的原因 · Why dismissed */
  reason: string | null
}

/** 案例 · Article */
export interface Article {
  id: number
  version: number
  /** 来源诉求 · From case */
  case_id: number
  /** 标题 · Title */
  title: string
  /** 正文 · Body */
  body: string
  /** 类别 · Category */
  category: 'funds' | 'land' | 'eia' | 'energy' | 'permits' | 'labour' | 'utilities' | 'logistics' | 'ip' | 'restart' | 'other'
  /** 状态 · State */
  state: 'draft' | 'proposed' | 'published' | 'withdrawn'
  /** 作者 · Author */
  author_id: number
  /** 发布人 · Published by */
  published_by_id: number | null
  /** 发布时间 · Published at */
  published_at: number | null
}

/** 提醒 · Notice */
export interface Notice {
  id: number
  version: number
  /** 收件人 · For */
  person_id: number
  /** 诉求 · Case */
  case_id: number | null
  /** 类型 · Kind */
  kind: string
  /** 内容 · Text */
  text: string | null
  /** 时间 · At */
  at: number
  /** 可外发自 · May leave at */
  leaves_at: number
  /** 已读 · Read */
  read_at: number | null
  /** 已外发 · Sent */
  sent_at: number | null
  /** 办理记录 · Event */
  event_id: number | null
}

/** 投诉建议 · Complaint or suggestion */
export interface Feedback {
  id: number
  version: number
  /** 内容 · Text */
  body: string
  /** 页面 · Page */
  page: string | null
  /** 时间 · At */
  at: number
  /** 提出人 · From */
  person_id: number | null
  /** 状态 · State */
  state: 'received' | 'answered'
  /** 答复 · Answer */
  answer: string | null
}

/** 外发通道 · Channel */
export interface Channel {
  id: number
  version: number
  /** 名称 · Name */
  name: string
  /** 类型 · Kind */
  kind: 'wecom' | 'dingtalk' | 'feishu' | 'webhook' | 'mail'
  /** 组织 · Team */
  team_id: number | null
  /** 提醒类型 · Kinds of notices */
  kinds: string | null
  /** 语言 · Language */
  language: 'zh' | 'en'
  /** 每分钟条数 · Messages a minute */
  per_minute: number
  /** 值班席位 · Duty seat */
  is_duty: boolean
  /** 启用 · On */
  is_on: boolean
  /** 主机 · Host */
  host: string | null
  /** 已取至 · Taken until */
  taken_until: number | null
  /** 可再发于 · Free at */
  free_at: number | null
}

/** 免打扰与值班 · Quiet hours and duty */
export interface GroupWatch {
  id: number
  version: number
  /** 组织 · Team */
  team_id: number | null
  /** 免打扰自 · Quiet from */
  quiet_from: number
  /** 免打扰至 · Quiet until */
  quiet_to: number
  /** 合并分钟数 · Digest minutes */
  digest_minutes: number
  /** 值班人 · Duty person */
  duty_person_id: number | null
  /** 值班岗位 · Duty post */
  duty_post_id: number | null
  /** 已看至 · Seen until */
  seen_until: number | null
}

/** 外发记录 · Delivery */
export interface Delivery {
  id: number
  version: number
  /** 通道 · Channel */
  channel_id: number
  /** 状态 · State */
  state: 'waiting' | 'sent' | 'failed' | 'given_up'
  /** 紧急 · Urgent */
  is_urgent: boolean
  /** 条数 · Notices */
  notice_count: number
  /** 形成 · Opened */
  opened_at: number
  /** 次数 · Attempts */
  attempts: number
  /** 下次 · Next */
  next_at: number | null
  /** 送达 · Delivered */
  sent_at: number | null
  /** 标题 · Title */
  title: string | null
  /** 内容 · Text */
  text: string | null
  /** 未送达原因 · Why not delivered */
  problems: unknown | null
}

/** 外发内容 · Delivered notice */
export interface DeliveryItem {
  id: number
  version: number
  /** 外发记录 · Delivery */
  delivery_id: number
  /** 通道 · Channel */
  channel_id: number
  /** 提醒 · Notice */
  notice_id: number
}

/** 日历订阅 · Calendar feed */
export interface Feed {
  id: number
  version: number
  /** 所有者 · Owner */
  person_id: number
  /** 组织 · Team */
  team_id: number | null
  /** 创建 · Made */
  created_at: number
  /** 撤销 · Revoked */
  revoked_at: number | null
}

/** 导入批次 · Import */
export interface Batch {
  id: number
  version: number
  /** 文件 · File */
  file_name: string
  /** 导入为 · Imported as */
  target: string
  /** 状态 · State */
  state: 'previewed' | 'imported' | 'undone'
  /** 文件摘要 · Digest */
  digest: string
  /** 行数 · Rows */
  rows: number
  /** 新增 · Created */
  created: number
  /** 更新 · Updated */
  updated: number
  /** 不变 · Unchanged */
  same: number
  /** 未导入 · Held back */
  blocked: number
  /** 待处理问题 · Open problems */
  defects: number
  /** 上传时间 · Uploaded */
  created_at: number
  /** 上传人 · Uploaded by */
  created_by: string | null
  /** 导入时间 · Imported at */
  imported_at: number | null
}

/** 导入问题 · Import problem */
export interface Defect {
  id: number
  version: number
  /** 批次 · Import */
  batch_id: number
  /** 工作表 · Sheet */
  sheet: string | null
  /** 单元格 · Cell */
  cell: string
  /** 行 · Row */
  row: number
  /** 字段 · Field */
  field: string | null
  /** 问题 · Problem */
  code: string
  /** 参数 · Details */
  params: unknown | null
  /** 原值 · As written */
  value: string | null
  /** 建议 · Proposal */
  proposal: string | null
  /** 改写为 · Entered */
  entered: string | null
  /** 程度 · Severity */
  severity: 'error' | 'warning'
  /** 状态 · State */
  state: 'open' | 'accepted' | 'edited' | 'ignored'
}

/** 导入改动 · Imported change */
export interface BatchChange {
  id: number
  version: number
  /** 批次 · Import */
  batch_id: number
  /** 实体 · Entity */
  entity: string
  /** 记录号 · Record */
  entity_id: number
  /** 导入后版本 · Version after */
  version_after: number
}

/** 查看记录 · Revealed value */
export interface Reveal {
  id: number
  version: number
  /** 时间 · At */
  at: number
  /** 查看人 · By */
  by_id: number | null
  /** 当时姓名 · Name then */
  by_name: string | null
  /** 记录类型 · Kind of record */
  entity: string
  /** 记录号 · Record */
  record_id: number
  /** 字段 · Field */
  field: string
  /** 原因 · Reason */
  reason: 'contact_now' | 'verify_identity' | 'handle_case' | 'emergency' | 'other'
  /** 说明 · In words */
  note: string
  /** 所涉人员 · About */
  subject_id: number | null
}

/** 保存期限 · Retention rule */
export interface RetentionRule {
  id: number
  version: number
  /** 代码 · Code */
  code: string
  /** 名称 · Name */
  name: string
  /** 英文名称 · English name */
  name_en: string | null
  /** 记录类型 · Kind of record */
  entity: string
  /** 起算日期 · Counted from */
  after_field: string
  /** 保存期限 · Term */
  term_days: number
  /** 到期处理 · What then */
  act: 'erase_personal' | 'delete_files' | 'delete_rows'
  /** 依据 · Citation */
  citation: string
  /** 施行日期 · Effective from */
  effective_from: string
  /** 失效日期 · Effective until */
  effective_until: string | null
}

/** 暂缓清除 · Legal hold */
export interface LegalHold {
  id: number
  version: number
  /** 记录类型 · Kind of record */
  entity: string
  /** 记录号 · Record */
  record_id: number
  /** 原因 · Reason */
  reason: string
  /** 至 · Until */
  until: string | null
}
