// The few decisions of the firm's page: how far a request is, what becomes its title, how a day is said.
import { language } from '@/kit/i18n';

/** The stages a firm thinks in; side ways end outside of them. */
export const kStages = ['registered', 'accepted', 'dispatched', 'handling', 'resolved', 'closed'] as const;
export type StageName = (typeof kStages)[number];

const kReached: Record<string, number> = {
  registered: 0,
  accepted: 1,
  dispatched: 2,
  handling: 3,
  paused: 3,
  resolved: 4,
  closed: 5,
  reviewed: 5,
  archived: 5,
};

/** How far a state is along the stages; a refused, withdrawn or merged request left them. */
export const stageOf = (state: string): number | undefined => kReached[state];

/** Characters of the first line that become the title. */
export const kTitle = 60;

/** The first line as the title; the whole text as the description where the title does not say it all. */
export function splitText(text: string): { title: string; description?: string } {
  const whole = text.trim();
  const first = whole.split(/\r?\n/, 1)[0] ?? '';
  // A character outside the basic plane counts as one and is never cut in half.
  const title = [...first].slice(0, kTitle).join('').trim();
  return title === whole ? { title } : { title, description: whole };
}

const kZoneTime = 'Asia/Shanghai';

const kDay = { timeZone: kZoneTime, year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' } as const;

/** "2020年6月14日周日": the day in words, because deadlines are days to a firm. */
export const dayInWords = (micros: number): string =>
  new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en-GB', kDay).format(new Date(micros / 1000));

/** Where something is expected from the firm itself. */
export const waitsForFirm = (request: { state: string; pause_kind?: string | null; next?: string }): boolean =>
  request.state === 'resolved' || isAskedFor(request);
/** A paper or a word of the firm is missing. */
export const isAskedFor = (request: { state: string; pause_kind?: string | null; next?: string }): boolean =>
  request.state === 'paused' && (request.next === 'firm_supplies' || request.pause_kind === 'awaiting_firm');

export interface Place {
  token: string;
  /** An opened request; without one, the page of the firm. */
  open?: number;
}

/** "#token" or "#token/12": the fragment never reaches the server, so the token is in no log. */
export function placeIn(hash: string): Place {
  const [token = '', open = ''] = hash.replace(/^#/, '').split('/');
  const id = /^\d{1,15}$/.test(open) ? Number(open) : undefined;
  return id === undefined ? { token } : { token, open: id };
}
