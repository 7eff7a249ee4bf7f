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
