// The month grid of react-day-picker in our language and colours.
import { DayPicker, type Matcher } from 'react-day-picker';
import { enGB, zhCN } from 'react-day-picker/locale';
import { language } from './i18n';
import './month.css';

const dayOf = (iso: string): Date | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(iso) ? new Date(`${iso}T00:00:00`) : undefined;
export const isoOf = (day: Date): string =>
  `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;

export default function Month({
  value,
  onPick,
  month,
  onMonth,
  marks,
}: {
  value: string;
  onPick: (iso: string) => void;
  month?: string;
  onMonth?: (iso: string) => void;
  /** Days off and make-up days as ISO, drawn and named in the grid. */
  marks?: { off: string[]; work: string[] };
}) {
  const selected = dayOf(value);
  const shown = month ? dayOf(month) : undefined;
  const days = (list: string[]): Matcher[] => list.map(dayOf).filter((d): d is Date => d !== undefined);
  return (
    <DayPicker
      mode="single"
      weekStartsOn={1}
      locale={language() === 'zh' ? zhCN : enGB}
      captionLayout={onMonth ? 'label' : 'dropdown'}
      startMonth={new Date(1949, 0)}
      endMonth={new Date(2060, 11)}
      {...(selected ? { selected, defaultMonth: selected } : {})}
      {...(shown ? { month: shown } : {})}
      {...(onMonth ? { onMonthChange: (d: Date) => onMonth(isoOf(d)) } : {})}
      modifiers={{ off: days(marks?.off ?? []), makeup: days(marks?.work ?? []) }}
      modifiersClassNames={{ off: 'day-off', makeup: 'day-work' }}
      onDayClick={(day) => onPick(isoOf(day))}
    />
  );
}
