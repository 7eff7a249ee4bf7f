// Planned progress as the server tells it, and how its figures are written.
import { count } from '@/kit/format';
import { t, type Key } from '@/kit/i18n';
import type { Hue } from '@/kit/layout';

export const kDefinitions = ['time', 'investment', 'nodes'] as const;
export type Definition = (typeof kDefinitions)[number];
export const kStandings = ['behind', 'on', 'ahead', 'unknown'] as const;
export type Standing = (typeof kStandings)[number];
export type Light = 'none' | 'green' | 'yellow' | 'red';

/** Basis points: a hundred make a percentage point. */
export interface Measured {
  planned: number;
  actual: number;
  deviation: number;
}
export interface Band {
  from?: number | null;
  until?: number | null;
  light: Light;
}
export interface Rule {
  id: number;
  name: string;
  headline: Definition;
  reason: string;
  citation: string;
  effective_from: string;
  bands: Band[];
}
export type Week = { ends_on: string } & Record<Standing, number>;
export interface Portfolio {
  as_of: string;
  rule: Rule | null;
  total: number;
  standings: Record<Standing, number>;
  lights: Record<Light, number>;
  weeks: Week[];
}
export interface Line {
  id: number;
  name: string;
  class: string;
  state: string;
  cluster: string;
  measures: Record<Definition, Measured | null>;
  headline: Measured | null;
  standing: Standing;
  light: Light;
}
export interface Progress {
  as_of: string;
  rule: Rule | null;
  measures: Record<Definition, Measured | null>;
  standing: Standing;
  light: Light;
  weeks: { ends_on: string; headline: Measured | null }[];
}

export const kStandingHues: Record<Standing, Hue> = { behind: 'red', on: 'grey', ahead: 'green', unknown: 'grey' };
export const kLightHues: Record<Light, Hue> = { none: 'grey', green: 'green', yellow: 'amber', red: 'red' };

export const standingWord = (standing: Standing): string => t(`progress.${standing}` as Key);
export const definitionWord = (definition: Definition): string => t(`progress.by.${definition}` as Key);
export const lightWord = (light: Light): string => t(`progress.light.${light}` as Key);

const digits = (basisPoints: number): string => (Math.abs(basisPoints) / 100).toFixed(1);
export const percent = (basisPoints: number): string => `${digits(basisPoints)}%`;
/** With its sign; a proper minus, so that columns stand under each other. */
export const points = (basisPoints: number): string =>
  `${basisPoints < 0 ? '−' : basisPoints > 0 ? '+' : ''}${digits(basisPoints)}`;
export const standingOf = (measured: Measured): Standing =>
  measured.deviation < 0 ? 'behind' : measured.deviation > 0 ? 'ahead' : 'on';

export function bandWord({ from, until }: Band): string {
  if (until == null) return t('progress.band.from', { from: count(from) });
  if (from == null) return t('progress.band.up_to', { until: count(until) });
  return t('progress.band.between', { from: count(from), until: count(until) });
}
