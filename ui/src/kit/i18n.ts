// Typed words: keys come from the Chinese dictionary, a missing English one does not compile.
import type { zh } from './words/zh';
import type { zhAdminDesk } from './words/zh_admin_desk';
import type { zhCases } from './words/zh_cases';
import type { zhDesk } from './words/zh_desk';
import type { zhNotify } from './words/zh_notify';
import type { zhPrivacy } from './words/zh_privacy';
import type { zhProgress } from './words/zh_progress';
import type { zhRooms } from './words/zh_rooms';

export type BaseWords = Record<keyof typeof zh, string>;
export type RoomWords = Record<keyof typeof zhRooms, string>;
export type CaseWords = Record<keyof typeof zhCases, string>;
export type DeskWords = Record<keyof typeof zhDesk, string>;
export type AdminDeskWords = Record<keyof typeof zhAdminDesk, string>;
export type NotifyWords = Record<keyof typeof zhNotify, string>;
export type PrivacyWords = Record<keyof typeof zhPrivacy, string>;
export type ProgressWords = Record<keyof typeof zhProgress, string>;
export type Key =
  | keyof BaseWords
  | keyof RoomWords
  | keyof CaseWords
  | keyof DeskWords
  | keyof AdminDeskWords
  | keyof NotifyWords
  | keyof PrivacyWords
  | keyof ProgressWords;
export type Language = 'zh' | 'en';
export type Params = Record<string, string | number>;
/** A label as the server's description carries it. */
export interface Label {
  zh: string;
  en: string;
}

let words: Partial<Record<Key, string>> = {};
let current: Language = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
const listeners = new Set<() => void>();

const base: Record<Language, () => Promise<BaseWords>> = {
  zh: () => import('./words/zh').then((m) => m.zh),
  en: () => import('./words/en').then((m) => m.en),
};

/** Words that are fetched with the first page that needs them. */
const sets = {
  rooms: {
    zh: (): Promise<RoomWords> => import('./words/zh_rooms').then((m) => m.zhRooms),
    en: (): Promise<RoomWords> => import('./words/en_rooms').then((m) => m.enRooms),
  },
  cases: {
    zh: (): Promise<CaseWords> => import('./words/zh_cases').then((m) => m.zhCases),
    en: (): Promise<CaseWords> => import('./words/en_cases').then((m) => m.enCases),
  },
  desk: {
    zh: (): Promise<DeskWords> => import('./words/zh_desk').then((m) => m.zhDesk),
    en: (): Promise<DeskWords> => import('./words/en_desk').then((m) => m.enDesk),
  },
  privacy: {
    zh: (): Promise<PrivacyWords> => import('./words/zh_privacy').then((m) => m.zhPrivacy),
    en: (): Promise<PrivacyWords> => import('./words/en_privacy').then((m) => m.enPrivacy),
  },
  admin_desk: {
    zh: (): Promise<AdminDeskWords> => import('./words/zh_admin_desk').then((m) => m.zhAdminDesk),
    en: (): Promise<AdminDeskWords> => import('./words/en_admin_desk').then((m) => m.enAdminDesk),
  },
  progress: {
    zh: (): Promise<ProgressWords> => import('./words/zh_progress').then((m) => m.zhProgress),
    en: (): Promise<ProgressWords> => import('./words/en_progress').then((m) => m.enProgress),
  },
  notify: {
    zh: (): Promise<NotifyWords> => import('./words/zh_notify').then((m) => m.zhNotify),
    en: (): Promise<NotifyWords> => import('./words/en_notify').then((m) => m.enNotify),
  },
};
export type WordSet = keyof typeof sets;
const loaded = new Set<WordSet>();

export const language = (): Language => current;

export async function loadLanguage(wanted: Language = current): Promise<void> {
  const parts = await Promise.all([base[wanted](), ...[...loaded].map((name) => sets[name][wanted]())]);
  words = Object.assign({}, ...parts) as typeof words;
  current = wanted;
  document.documentElement.lang = wanted === 'zh' ? 'zh-CN' : 'en';
  listeners.forEach((tell) => tell());
}

/** Most pages need more words than the first load of a list, which does not wait for them. */
export async function loadWords(...wanted: WordSet[]): Promise<void> {
  const missing = wanted.filter((name) => !loaded.has(name));
  const parts = await Promise.all(missing.map((name) => sets[name][current]()));
  parts.forEach((part, i) => (Object.assign(words, part), loaded.add(missing[i] as WordSet)));
}

export const loadRooms = (): Promise<void> => loadWords('rooms');

/** A page together with the words it needs. */
export const withWords =
  <Page>(wanted: WordSet[], load: () => Promise<Page>) =>
  (): Promise<Page> =>
    Promise.all([load(), loadWords(...wanted)]).then(([page]) => page);
/** For pages of the service desk. */
export const withCases = <Page>(load: () => Promise<Page>): (() => Promise<Page>) => withWords(['cases'], load);
export const withRooms = <Page>(load: () => Promise<Page>): (() => Promise<Page>) => withWords(['rooms'], load);

/** The cookie lets downloads and the server's own sentences follow the choice. */
export function chooseLanguage(wanted: Language): Promise<void> {
  document.cookie = `zw_language=${wanted};path=/;max-age=31536000;samesite=lax`;
  return loadLanguage(wanted);
}

export function onLanguage(tell: () => void): () => void {
  listeners.add(tell);
  return () => void listeners.delete(tell);
}

export function fill(sentence: string, params: Params = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

export function t(key: Key, params?: Params): string {
  return fill(words[key] ?? key, params);
}

/** For keys made at run time ("term." + code): the sentence, or undefined when nobody wrote one. */
export function maybe(key: string, params?: Params): string | undefined {
  const sentence = words[key as Key];
  return sentence === undefined ? undefined : fill(sentence, params);
}

export const say = (label: Label | undefined, otherwise = ''): string =>
  label ? label[current] || label.zh : otherwise;
