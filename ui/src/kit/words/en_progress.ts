import type { ProgressWords } from '../i18n';

export const enProgress: ProgressWords = {
  'progress.title': 'Planned progress', 'progress.as_of': 'As of', 'progress.of': '{n} projects as of {date}', 'progress.ledger': 'Export ledger', 'progress.weeks': 'Projects behind, on and ahead of plan, by week', 'progress.week': 'Week to', 'progress.as_table': 'Show as a table', 'progress.chart': 'The last {n} weeks: {first} behind on {from}, {last} behind on {until}.', 'progress.pick_week': 'Press a bar to go back to that week',
  'progress.behind': 'Behind', 'progress.on': 'On plan', 'progress.ahead': 'Ahead', 'progress.unknown': 'No plan', 'progress.all': 'All', 'progress.list': 'Projects', 'progress.shown': '{n} of {all}', 'progress.nothing': 'There is no such project',
  'progress.headline': 'Headline', 'progress.planned': 'Planned', 'progress.actual': 'Actual', 'progress.deviation': 'Deviation', 'progress.points': '{n} points', 'progress.no_plan': 'There is no plan to compare with',
  'progress.by.time': 'By time', 'progress.by.investment': 'By investment', 'progress.by.nodes': 'By weighted nodes',
  'progress.means.time': 'Planned: days gone by out of all days of the plan, from its first day to its last. Actual: weights of the nodes done out of all weights.',
  'progress.means.investment': 'Planned: money planned up to the last whole month out of the year plan. Actual: money spent by then out of the year plan. A month that nobody has reported counts as nothing.',
  'progress.means.nodes': 'Planned: weights of the nodes due by that day out of all weights. Actual: weights of the nodes done and confirmed by then.',
  'progress.means.deviation': 'Deviation: actual less planned, in percentage points. Below nothing is behind, nothing is on plan, above is ahead.', 'progress.means.stopped': 'Projects that were stopped are not counted.',
  'progress.card': 'What is measured', 'progress.rule_since': 'In force since {date}', 'progress.reason': 'Reason', 'progress.citation': 'Citation', 'progress.no_rule': 'No definition was in force on that day: nothing is called behind or ahead.', 'progress.lights': 'Lights', 'progress.band.up_to': 'less than {until} points behind', 'progress.band.between': '{from} to less than {until} points behind', 'progress.band.from': '{from} points behind or more',
  'progress.light.none': 'None', 'progress.light.green': 'Green', 'progress.light.yellow': 'Yellow', 'progress.light.red': 'Red',
  'progress.project': 'Project', 'progress.course': 'Planned and actual under the headline, the last {n} weeks', 'progress.portfolio': 'Planned progress of all projects', 'progress.months': 'Investment by month',
};
