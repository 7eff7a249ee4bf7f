import { describe, expect, it } from 'vitest';
import { columnsOf, kBox, keysIn, layOut } from './graph';

const kSteps = [
  { key: 'apply', name: '申请', depends_on: '' },
  { key: 'land', name: '用地', depends_on: 'apply' },
  { key: 'eia', name: '环评', depends_on: 'apply' },
  { key: 'permit', name: '许可', depends_on: 'land, eia' },
];
const kLevels = [['apply'], ['land', 'eia'], ['permit']];

describe('the drawing of a checklist', () => {
  it('puts parallel steps below each other and later ones to the right', () => {
    const { nodes } = layOut(kSteps, kLevels);
    const at = Object.fromEntries(nodes.map((node) => [node.key, node]));
    expect(at['land']!.x).toBe(at['eia']!.x);
    expect(Math.abs(at['land']!.y - at['eia']!.y)).toBeGreaterThanOrEqual(kBox.height);
    expect(at['permit']!.x).toBeGreaterThan(at['land']!.x + kBox.width);
  });
  it('draws one curve for each dependency and none to a step that is not there', () => {
    const steps = [...kSteps, { key: 'late', name: '补件', depends_on: 'nowhere' }];
    expect(layOut(steps, kLevels).edges.map((edge) => `${edge.from}>${edge.to}`)).toEqual([
      'apply>land',
      'apply>eia',
      'land>permit',
      'eia>permit',
    ]);
  });
  it('keeps steps that the server could not order', () => {
    expect(columnsOf(kSteps, [['apply']])).toEqual([['apply'], ['land', 'eia', 'permit']]);
    expect(columnsOf(kSteps, [])).toEqual([['apply', 'land', 'eia', 'permit']]);
  });
  it('holds every box inside', () => {
    const { nodes, width, height } = layOut(kSteps, kLevels);
    for (const node of nodes) {
      expect(node.x + kBox.width).toBeLessThan(width);
      expect(node.y + kBox.height).toBeLessThan(height);
    }
  });
  it('is empty without steps', () => {
    expect(layOut([], [])).toMatchObject({ nodes: [], edges: [] });
  });
  it('reads keys with blanks and doubled commas', () => {
    expect(keysIn(' a ,b,,c')).toEqual(['a', 'b', 'c']);
    expect(keysIn(null)).toEqual([]);
  });
});
