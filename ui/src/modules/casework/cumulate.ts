// Orders parts by size and says what share of the whole they make up together so far.
export function cumulate<T extends { value: number }>(parts: T[]): (T & { sum: number })[] {
  const whole = parts.reduce((sum, part) => sum + part.value, 0);
  let sum = 0;
  return [...parts]
    .sort((a, b) => b.value - a.value)
    .map((part) => ({ ...part, sum: whole ? (sum += part.value) / whole : 0 }));
}
