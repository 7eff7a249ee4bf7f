// Values as people read them: instants, amounts, counts, distances of time.
import { language, t } from './i18n';

/** Office clocks of the zone; instants are stored as microseconds UTC. */
const kZoneTime = 'Asia/Shanghai';

const locale = (): string => (language() === 'zh' ? 'zh-CN' : 'en-GB');

/** Making a formatter costs a hundred times what using it does, and a list uses hundreds. */
const kept = new Map<string, { format: (value: never) => string }>();
function keep<T extends { format: (value: never) => string }>(name: string, make: (locale: string) => T): T {
  const key = `${locale()} ${name}`;
  const found = (kept.get(key) as T | undefined) ?? make(locale());
  kept.set(key, found);
  return found;
}

const number = (n: number, digits = 3): string =>
  keep(`number ${digits}`, (l) => new Intl.NumberFormat(l, { maximumFractionDigits: digits })).format(n);

const kDay = { timeZone: kZoneTime, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
const day = (micros: number): string =>
  keep('day', (l) => new Intl.DateTimeFormat(l, kDay)).format(new Date(micros / 1000));

/** Whole numbers look the same in both languages, and the first formatter of a page takes 50 ms to load. */
const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

export const count = (n: number | null | undefined): string =>
  n == null ? '–' : Number.isInteger(n) ? grouped(n) : number(n);

export const instant = (micros: number | null | undefined): string =>
  micros == null
    ? '–'
    : keep('instant', (l) => new Intl.DateTimeFormat(l, { ...kDay, hour: '2-digit', minute: '2-digit' })).format(
        new Date(micros / 1000),
      );

/** The same for an instant written out: "2020-06-14T08:00:00Z". */
export const instantOf = (iso: string): string => instant(Date.parse(iso) * 1000);

/** Short form for lists: the time today, otherwise the date. */
export function when(micros: number | null | undefined): string {
  if (micros == null) return '–';
  const minutes = Math.floor((Date.now() - micros / 1000) / 60_000);
  if (minutes >= 0 && minutes < 1) return t('time.now');
  if (minutes >= 0 && minutes < 60) return t('time.minutes_ago', { n: minutes });
  if (minutes >= 0 && minutes < 24 * 60) return t('time.hours_ago', { n: Math.floor(minutes / 60) });
  return day(micros);
}

export function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: kZoneTime }).format(new Date());
}

/** Fen to a readable amount: 万元 and 亿元 in Chinese, thousands in English. */
export function money(fen: number | null | undefined): string {
  if (fen == null) return '–';
  const yuan = fen / 100;
  const short = (n: number) => number(n, 2);
  if (language() === 'en')
    return `¥${keep('amount', (l) => new Intl.NumberFormat(l, { notation: 'compact', maximumFractionDigits: 2 })).format(yuan)}`;
  if (Math.abs(yuan) >= 1e8) return `${short(yuan / 1e8)} 亿元`;
  if (Math.abs(yuan) >= 1e4) return `${short(yuan / 1e4)} 万元`;
  return `${short(yuan)} 元`;
}

/** "1234.5" in yuan to fen without passing through a fraction; undefined when it is no amount. */
export function fenOf(text: string): number | undefined {
  const clean = text.replace(/[,，\s¥元]/g, '');
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(clean);
  if (!match) return undefined;
  const fen = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0') || 0);
  return Number.isSafeInteger(fen) ? (match[1] ? -fen : fen) : undefined;
}

export function yuanOf(fen: number | null | undefined): string {
  if (fen == null) return '';
  const sign = fen < 0 ? '-' : '';
  const rest = Math.abs(fen) % 100;
  return `${sign}${Math.floor(Math.abs(fen) / 100)}${rest ? '.' + String(rest).padStart(2, '0') : ''}`;
}

/** Dates as people type them (2020.6.14, 2020年6月14日, 20200614) to ISO; undefined when it is no day. */
export function dateOf(text: string): string | undefined {
  const match = /^\s*(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?\s*$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** Parts per million as a percentage: the optimality gap of a plan. */
export const percentOfPpm = (ppm: number | null | undefined): string =>
  ppm == null ? '–' : `${number(ppm / 10_000)} %`;

export function bytes(n: number): string {
  if (n < 1024) return `${n} B`;
  const unit = n < 1024 * 1024 ? 'KB' : 'MB';
  return `${number(n / (unit === 'KB' ? 1024 : 1024 * 1024), 1)} ${unit}`;
}
