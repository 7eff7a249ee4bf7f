// What the firm sees of its requests; the same through its link and through a contact's own account.
import type { Label } from '@/kit/i18n';

export interface FirmCase {
  id: number;
  number: string;
  title: string;
  description?: string;
  category?: string;
  state: string;
  received_at: number;
  pause_kind?: string | null;
  pause_reason?: string | null;
  result?: string | null;
  rating?: string | null;
  rating_note?: string | null;
  abilities?: string[];
  /** What comes next, where the list tells it. */
  next?: string;
}
export interface Happening {
  id: number;
  verb: string;
  at: number;
  actor?: string;
  reason?: string | null;
  is_undone?: boolean;
}
export interface Message {
  id: number;
  author: string;
  is_from_firm: boolean;
  body: string;
  at: number;
}
export interface Attachment {
  id: number;
  name: string;
  bytes: number;
  is_from_firm: boolean;
  at: number;
}
export interface Card {
  case: FirmCase;
  events: Happening[];
  messages: Message[];
  /** Messages of the zone that the firm has not seen. */
  unread: number;
  files: Attachment[];
  holder: { person: string | null; organisation: string | null; since: number | null } | null;
  next: { code: string; by: number | null };
}
export interface Choice {
  name: string;
  label: Label;
}
export interface Home {
  firm: { name: string };
  /** What the zone already knows and therefore does not ask for. */
  contact: { name: string | null; phone: string | null };
  categories: Choice[];
  cases: FirmCase[];
  mayFile: boolean;
  /** The one request that a link was made for. */
  follows?: number;
  expires_at?: number;
}
export interface NewRequest {
  title: string;
  description?: string;
  category?: string;
  contact_name?: string;
  contact_phone?: string;
}
