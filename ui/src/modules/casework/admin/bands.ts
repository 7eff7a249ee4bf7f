// Bands of a light rule: as the server stores them, as a person types them, and as a drawing to scale.
export interface Band {
  from: number | null;
  until: number | null;
  light: string;
}
/** What stands in the two number fields of a row; empty is an open end. */
export interface TypedBand {
  from: string;
  until: string;
  light: string;
}
/** Part of a drawing, in per cent of its width; bands that overlap lie in lanes below each other. */
export interface DrawnBand {
  band: Band;
  x: number;
  width: number;
  lane: number;
}

const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export function readBands(stored: unknown): Band[] {
  if (!Array.isArray(stored)) return [];
  return stored.map((one: Record<string, unknown>) => ({
    from: numberIn(one['from']),
    until: numberIn(one['until']),
    light: String(one['light'] ?? ''),
  }));
}

export const typed = (band: Band): TypedBand => ({
  from: band.from === null ? '' : String(band.from),
  until: band.until === null ? '' : String(band.until),
  light: band.light,
});

const amount = (text: string): number | null => (/^\s*-?\d+\s*$/.test(text) ? Number(text) : null);

export const bandOf = (row: TypedBand): Band => ({
  from: amount(row.from),
  until: amount(row.until),
  light: row.light,
});

/** As it is sent: an open end is left out; what is no number goes as it is, for the server to name. */
export function written(rows: TypedBand[]): Record<string, unknown>[] {
  const end = (name: 'from' | 'until', text: string) =>
    text.trim() === '' ? {} : { [name]: amount(text) ?? text.trim() };
  return rows.map((row) => ({ ...end('from', row.from), ...end('until', row.until), light: row.light }));
}

/** Share of the drawing beyond the outermost figure, where an open band runs on. */
const kBeyond = 0.12;

export function draw(bands: Band[]): DrawnBand[] {
  const figures = bands.flatMap((band) => [band.from, band.until]).filter((n): n is number => n !== null);
  if (figures.length === 0) return bands.map((band, lane) => ({ band, x: 0, width: 100, lane }));
  const [lowest, highest] = [Math.min(...figures), Math.max(...figures)];
  const beyond = (highest - lowest || 1) * kBeyond;
  const [left, right] = [lowest - beyond, highest + beyond];
  const ends: number[] = [];
  return [...bands]
    .map((band) => ({ band, from: band.from ?? left, until: band.until ?? right }))
    .sort((a, b) => a.from - b.from)
    .map(({ band, from, until }) => {
      const free = ends.findIndex((end) => end <= from);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = Math.max(from, until);
      const scale = (n: number) => ((n - left) / (right - left)) * 100;
      return { band, x: scale(from), width: Math.max(0, scale(until) - scale(from)), lane };
    });
}
