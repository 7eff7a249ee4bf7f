// Chinese words of the care for persons: asking for a masked value, what is held about me, retention.
export const zhPrivacy = {
  'reveal.title': '查看“{field}”', 'reveal.explain': '您的姓名、时间、原因会记录在案，本人可以看到。', 'reveal.reason': '原因', 'reveal.note': '说明', 'reveal.do': '查看并记录',
  'reveal.reason.contact_now': '现在需要联系本人', 'reveal.reason.verify_identity': '核对身份', 'reveal.reason.handle_case': '办理诉求需要', 'reveal.reason.emergency': '突发事件', 'reveal.reason.other': '其他',
  'purpose.answer a complaint or suggestion': '答复投诉与建议', 'purpose.correct an upload': '更正导入内容', 'purpose.history of the dossier': '档案的变更记录', "purpose.reach a colleague or a firm's contact": '联系同事或企业联系人', 'purpose.reach the firm about its own affairs': '就企业自身事项联系企业', 'purpose.reach the firm about this request': '就本诉求联系企业',
  'about.count': '数量', 'about.title': '关于我', 'about.held': '保存了我的哪些信息', 'about.purpose': '用途', 'about.where': '在哪里', 'about.value': '内容', 'about.records': '{n} 条记录', 'about.nothing': '没有保存您的个人信息',
  'about.reveals': '谁查看过', 'about.nobody': '还没有人查看过', 'about.by': '查看人', 'about.at': '时间', 'about.what': '内容', 'about.why': '原因',
  'about.rules': '保存多久', 'about.rule': '信息', 'about.term': '期限', 'about.days': '{n} 天', 'about.then': '到期处理', 'about.citation': '依据',
  'act.erase_personal': '清除个人信息', 'act.delete_files': '删除文件内容', 'act.delete_rows': '删除记录',
  'retention.today': '今天到期', 'retention.count': '将处理', 'retention.spared': '暂缓', 'retention.apply': '现在处理', 'retention.applied': '已处理 {n} 条', 'retention.note': '每天自动处理一次。督办、异议中的诉求和列入“暂缓清除”的记录不动。', 'retention.sure': '清除后不能恢复。确定处理？',
  'retention.which': '记录号',
} as const;
