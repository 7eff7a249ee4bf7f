// Minutes of the day as clocks show them, and back.
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Nothing when it is no time of a day. */
export function minuteOf(clock: string): number | undefined {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(clock.trim());
  if (!parts) return undefined;
  const [hour, minute] = [Number(parts[1]), Number(parts[2])];
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}
