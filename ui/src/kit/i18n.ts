// Typed words: keys come from the Chinese dictionary, a missing English one does not compile.
import type { zh } from './words/zh';
import type { zhRooms } from './words/zh_rooms';

export type BaseWords = Record<keyof typeof zh, string>;
export type RoomWords = Record<keyof typeof zhRooms, string>;
export type Key = keyof BaseWords | keyof RoomWords;
export type Language = 'zh' | 'en';
export type Params = Record<string, string | number>;
/** A label as the server's description carries it. */
export interface Label {
  zh: string;
  en: string;
}

let words: Partial<Record<Key, string>> = {};
let hasRooms = false;
let current: Language = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
const listeners = new Set<() => void>();

const base: Record<Language, () => Promise<BaseWords>> = {
  zh: () => import('./words/zh').then((m) => m.zh),
  en: () => import('./words/en').then((m) => m.en),
};
const rooms: Record<Language, () => Promise<RoomWords>> = {
  zh: () => import('./words/zh_rooms').then((m) => m.zhRooms),
  en: () => import('./words/en_rooms').then((m) => m.enRooms),
};

export const language = (): Language => current;

export async function loadLanguage(wanted: Language = current): Promise<void> {
  words = { ...(await base[wanted]()), ...(hasRooms ? await rooms[wanted]() : {}) };
  current = wanted;
  document.documentElement.lang = wanted === 'zh' ? 'zh-CN' : 'en';
  listeners.forEach((tell) => tell());
}

/** Most pages need the rooms' words; the first load of a list does not wait for them. */
export async function loadRooms(): Promise<void> {
  if (hasRooms) return;
  Object.assign(words, await rooms[current]());
  hasRooms = true;
}

/** A page together with the words of the rooms. */
export const withRooms =
  <Page>(load: () => Promise<Page>) =>
  (): Promise<Page> =>
    Promise.all([load(), loadRooms()]).then(([page]) => page);

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
