// The bands of a light rule to scale: a gap stays empty, an overlap takes a second line.
import { t, type Key } from '@/kit/i18n';
import { draw, type Band } from './bands';

/** Pixels of a lane and of the figures below it. */
const kLane = 26;
const kFigures = 20;

export const lightWord = (light: string): string =>
  /^(none|green|yellow|red)$/.test(light) ? t(`light.${light}` as Key) : light;
const end = (n: number | null): string => (n === null ? t('lights.open_end') : String(n));
const words = (band: Band): string =>
  t('lights.band', { from: end(band.from), until: end(band.until), light: lightWord(band.light) });

export function BandBar({ bands }: { bands: Band[] }) {
  const drawn = draw(bands);
  const lanes = Math.max(1, ...drawn.map((one) => one.lane + 1));
  const figures = [
    ...new Map(drawn.flatMap(({ band, x, width }) => [[band.from, x] as const, [band.until, x + width] as const])),
  ].filter((pair): pair is [number, number] => pair[0] !== null);
  const height = lanes * kLane;
  return (
    <svg
      className="band-bar"
      role="img"
      width="100%"
      height={height + kFigures}
      aria-label={t('lights.drawing', { text: bands.map(words).join(t('word.comma')) })}
    >
      <rect className="ground" width="100%" height={height} rx="4" />
      {drawn.map(({ band, x, width, lane }, i) => (
        <g key={i} className={`band ${band.light}`}>
          <rect x={`${x}%`} y={lane * kLane + 2} width={`${width}%`} height={kLane - 4} rx="3" />
          <text x={`${x + width / 2}%`} y={lane * kLane + 18} textAnchor="middle">
            {width > 4 && lightWord(band.light)}
          </text>
        </g>
      ))}
      {figures.map(([figure, x]) => (
        <text key={figure} className="figure" x={`${x}%`} y={height + 15} textAnchor="middle">
          {figure}
        </text>
      ))}
    </svg>
  );
}
