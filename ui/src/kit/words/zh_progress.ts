// Chinese words of planned progress; loaded with the first page that shows it.
export const zhProgress = {
  'progress.title': '序时进度', 'progress.as_of': '截至', 'progress.of': '{n} 个项目，截至 {date}', 'progress.ledger': '导出台账', 'progress.weeks': '各周落后、持平、超前的项目数', 'progress.week': '截至周', 'progress.as_table': '以表格查看', 'progress.chart': '近 {n} 周：{from} 落后 {first} 个，{until} 落后 {last} 个。', 'progress.pick_week': '点柱形可回到那一周',
  'progress.behind': '落后', 'progress.on': '持平', 'progress.ahead': '超前', 'progress.unknown': '无计划', 'progress.all': '全部', 'progress.list': '项目清单', 'progress.shown': '{n} / {all}', 'progress.nothing': '没有这样的项目',
  'progress.headline': '主口径', 'progress.planned': '计划', 'progress.actual': '实际', 'progress.deviation': '偏差', 'progress.points': '{n} 个百分点', 'progress.no_plan': '没有可比的计划',
  'progress.by.time': '按时间', 'progress.by.investment': '按投资', 'progress.by.nodes': '按节点',
  'progress.means.time': '计划＝已过天数 ÷ 计划总天数（自计划的第一天至最后一天）；实际＝已完成节点的权重 ÷ 全部节点的权重。',
  'progress.means.investment': '计划＝截至上一个整月的计划投资 ÷ 全年计划投资；实际＝同期完成投资 ÷ 全年计划投资。未报的月份按零计。',
  'progress.means.nodes': '计划＝到期节点的权重 ÷ 全部节点的权重；实际＝已完成并核验节点的权重 ÷ 全部节点的权重。',
  'progress.means.deviation': '偏差＝实际 − 计划，以百分点计；小于零为落后，等于零为持平，大于零为超前。', 'progress.means.stopped': '已终止的项目不计入。',
  'progress.card': '口径说明', 'progress.rule_since': '自 {date} 起施行', 'progress.reason': '采用理由', 'progress.citation': '依据', 'progress.no_rule': '这一天还没有施行的口径，不分落后与超前。', 'progress.lights': '亮灯', 'progress.band.up_to': '落后不足 {until} 个百分点', 'progress.band.between': '落后 {from} 至不足 {until} 个百分点', 'progress.band.from': '落后 {from} 个百分点及以上',
  'progress.light.none': '未定', 'progress.light.green': '绿灯', 'progress.light.yellow': '黄灯', 'progress.light.red': '红灯',
  'progress.project': '项目', 'progress.course': '主口径的计划与实际，近 {n} 周', 'progress.portfolio': '全部项目的序时进度', 'progress.months': '月度投资',
  'node.act.start': '开始', 'node.act.report': '报完成', 'node.act.confirm': '核验通过', 'node.act.refuse': '退回', 'node.act.replan': '调整日期', 'node.act.block': '标记受阻', 'node.act.unblock': '解除受阻',
  'node.done_on': '完成日期', 'node.evidence': '佐证（在哪里能看到什么）', 'node.expected': '新的预计日期', 'node.cause': '延误原因', 'node.measure': '赶工措施', 'node.choose': '请选择', 'node.why': '说明', 'node.following': '后面的未完成节点顺延同样天数', 'node.now_expected': '现计划 {date}', 'node.reported_by': '{person} 报送，完成于 {date}', 'node.done': '已记录：{act}', 'node.not_yours': '须由另一人核验',
  'node.list': '节点', 'node.only_key': '只看关键节点', 'node.key': '关键', 'node.mandate': '任务书', 'node.now': '预计', 'node.actually': '实际', 'node.days_later': '晚 {n} 天', 'node.days_earlier': '早 {n} 天', 'node.same': '如期', 'node.won_by': '靠什么追回：{names}', 'node.story': '经过（{n}）',
  'variance.title': '延误与追回', 'variance.baseline': '任务书竣工', 'variance.expected': '预计竣工', 'variance.now': '当前偏差', 'variance.later': '晚 {n} 天', 'variance.earlier': '早 {n} 天', 'variance.none': '如期', 'variance.lost': '延误', 'variance.recovered': '追回', 'variance.days': '{n} 天', 'variance.unsaid': '未说明', 'variance.sum': '延误 {lost} 天 − 追回 {recovered} 天 = {variance} 天', 'variance.nothing': '没有延误，也没有追回', 'variance.undated': '节点还没有计划日期',
} as const;
