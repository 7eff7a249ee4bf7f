// The firm's way to the server: by the invitation of its link, or by the account of a contact who signed in.
import { ApiError, get, send } from '@/api/client';
import type { Label } from '@/kit/i18n';
import type { Description, List, Session } from '@/api/types';
import type { Attachment, Card, FirmCase, Home, NewRequest } from './types';

/** As many of its requests as a firm sees at once; there are seldom more in a year. */
const kRequests = 100;

export class Desk {
  constructor(
    readonly base: string,
    /** Whose answers these are; one browser may open the links of two firms. */
    readonly key: string,
    private readonly headers: Record<string, string>,
    readonly home: () => Promise<Home>,
  ) {}

  private call<T>(method: string, path: string, options: Parameters<typeof send>[2] = {}): Promise<T> {
    return send<T>(method, `${this.base}${path}`, { ...options, headers: this.headers }).then((a) => a.data);
  }
  request = (request: NewRequest, idempotencyKey: string): Promise<FirmCase> =>
    this.call('POST', '/cases', { body: request, idempotencyKey });
  card = (id: number): Promise<Card> => this.call('GET', `/cases/${id}/card`);
  act = (id: number, verb: string, body: object): Promise<unknown> =>
    this.call('POST', `/cases/${id}/${verb}`, { body });
  read = (id: number): Promise<unknown> => this.call('POST', `/cases/${id}/read`, { body: {} });
  say = (id: number, body: string): Promise<unknown> => this.call('POST', `/cases/${id}/messages`, { body: { body } });
  attach = (id: number, file: File): Promise<Attachment> =>
    this.call('POST', `/cases/${id}/files?name=${encodeURIComponent(file.name)}`, {
      raw: { content: file, type: file.type || 'application/octet-stream' },
    });

  feedback = (voice: { body: string; page: string }): Promise<unknown> =>
    this.call('POST', '/feedbacks', { body: voice });

  /** A link cannot carry the invitation, so the file is fetched and then saved. */
  async save(file: Attachment): Promise<void> {
    const answer = await fetch(`${this.base}/files/${file.id}/content`, { headers: this.headers }).catch(() => null);
    if (!answer?.ok) throw new ApiError(answer?.status ?? 0, 'file.unreachable', file.name);
    const address = URL.createObjectURL(await answer.blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }
}

const kLink = '/api/casework/link';

/** The link's own answer; it names a category and its words side by side. */
interface LinkHome extends Omit<Home, 'categories' | 'mayFile' | 'follows'> {
  categories: ({ name: string } & Label)[];
  purpose: 'file_cases' | 'follow_case';
}

async function homeOfLink(headers: Record<string, string>): Promise<Home> {
  const { purpose, categories, ...home } = (await send<LinkHome>('GET', kLink, { headers })).data;
  const [first] = home.cases;
  return {
    ...home,
    categories: categories.map(({ name, zh, en }) => ({ name, label: { zh, en } })),
    mayFile: purpose === 'file_cases',
    ...(purpose === 'follow_case' && first ? { follows: first.id } : {}),
  };
}

export function deskOfLink(token: string): Desk {
  const headers = { 'X-Invitation': token };
  return new Desk(kLink, token, headers, () => homeOfLink(headers));
}

const kCases = '/api/casework/cases';

async function homeOfContact(): Promise<Home> {
  const [{ items }, described, session, today] = await Promise.all([
    get<List>(kCases, { limit: kRequests, sort: '-received_at' }),
    get<Description>('/api/describe'),
    get<Session>('/api/session'),
    get<{ firm?: { name: string } | null }>('/api/registry/today'),
  ]);
  const category = described.entities['service_case']?.fields.find((field) => field.name === 'category');
  return {
    firm: { name: today.firm?.name ?? '' },
    contact: { name: session.person.name, phone: null },
    categories: category?.choices ?? [],
    // The description at run time names the same fields as FirmCase.
    cases: items as unknown as FirmCase[],
    mayFile: described.abilities_here['service_case']?.includes('create') ?? false,
  };
}

export const deskOfContact = (): Desk => new Desk('/api/casework', 'account', {}, homeOfContact);
