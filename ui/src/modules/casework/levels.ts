// Puts the steps of a checklist into levels: what may go on side by side stands on one.
import type { Step } from './types';

const keysIn = (step: Step): string[] => (step.depends_on ?? '').split(',').flatMap((key) => key.trim() || []);

/** Every step stands one level below the lowest it waits for; what waits in a circle stands at the end. */
export function levelsOf(steps: Step[]): Step[][] {
  const placed = new Map<string, number>();
  const known = new Set(steps.map((step) => step.key));
  const depth = (step: Step): number | undefined => {
    const before = keysIn(step).filter((key) => known.has(key));
    const levels = before.map((key) => placed.get(key));
    return levels.some((level) => level === undefined) ? undefined : Math.max(-1, ...(levels as number[])) + 1;
  };
  let open = [...steps].sort((a, b) => a.position - b.position || a.id - b.id);
  const levels: Step[][] = [];
  while (open.length) {
    const ready = open.filter((step) => depth(step) !== undefined);
    if (!ready.length) return [...levels, open];
    const found = ready.map((step) => ({ step, level: depth(step) ?? 0 }));
    found.forEach(({ step, level }) => (placed.set(step.key, level), (levels[level] ??= []).push(step)));
    open = open.filter((step) => !ready.includes(step));
  }
  return levels;
}
