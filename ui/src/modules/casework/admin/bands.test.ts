import { describe, expect, it } from 'vitest';
import { draw, readBands, typed, written } from './bands';

const kStored = [
  { from: 0, until: 800, light: 'green' },
  { from: 800, until: 1000, light: 'yellow' },
  { from: 1000, light: 'red' },
];

describe('bands as they are stored and typed', () => {
  it('come back as they went, with open ends left out', () => {
    expect(written(readBands(kStored).map(typed))).toEqual(kStored);
  });
  it('send on what is no number instead of guessing', () => {
    expect(written([{ from: '8O', until: ' ', light: 'red' }])).toEqual([{ from: '8O', light: 'red' }]);
  });
  it('survive whatever else stands in the field', () => {
    expect(readBands(null)).toEqual([]);
    expect(readBands('x')).toEqual([]);
    expect(readBands([{}])).toEqual([{ from: null, until: null, light: '' }]);
  });
});

describe('the drawing', () => {
  it('lays bands without gap side by side', () => {
    const drawn = draw(readBands(kStored));
    expect(drawn.map((d) => d.lane)).toEqual([0, 0, 0]);
    expect(drawn[1]!.x).toBeCloseTo(drawn[0]!.x + drawn[0]!.width);
    expect(drawn[2]!.x + drawn[2]!.width).toBeCloseTo(100);
  });
  it('leaves a gap empty: the published rule with 0 to 10 undefined', () => {
    const [green, yellow] = draw(
      readBands([
        { until: 0, light: 'green' },
        { from: 10, light: 'yellow' },
      ]),
    );
    expect(yellow!.x).toBeGreaterThan(green!.x + green!.width + 50);
  });
  it('puts an overlap into a second lane', () => {
    const drawn = draw(
      readBands([
        { from: 0, until: 10, light: 'green' },
        { from: 5, until: 20, light: 'red' },
      ]),
    );
    expect(drawn.map((d) => d.lane)).toEqual([0, 1]);
  });
  it('draws a single open band over the whole width', () => {
    expect(draw([{ from: null, until: null, light: 'green' }])).toMatchObject([{ x: 0, width: 100 }]);
  });
});
