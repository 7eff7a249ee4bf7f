// A contact's requests on their first page: what waits for the firm comes first.
import { Link } from 'wouter';
import type { List, Rec } from '@/api/types';
import { ButtonLink } from '@/kit/Button';
import { count, instant } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Card as Box, Tag } from '@/kit/layout';
import { StateTag } from './marks';

const waitsForFirm = (item: Rec): boolean =>
  item['state'] === 'resolved' || (item['state'] === 'paused' && item['pause_kind'] === 'awaiting_firm');

export default function ContactCases({ cases }: { cases: List }) {
  const items = [...cases.items].sort((a, b) => Number(waitsForFirm(b)) - Number(waitsForFirm(a)));
  return (
    <Box
      title={t('nav.cases')}
      note={count(cases.total ?? items.length)}
      actions={
        <ButtonLink tone="primary" small icon="plus" href="/cases">
          {t('case.new')}
        </ButtonLink>
      }
    >
      {items.length === 0 ? (
        <p className="faint">{t('cases.none_here')}</p>
      ) : (
        <ul className="lines">
          {items.map((item) => (
            <li key={item.id}>
              <Link href={`/cases?request=${item.id}`}>{String(item['title'])}</Link>
              <StateTag state={item['state']} />
              {waitsForFirm(item) && <Tag hue="red">{t('case.waits_for_you')}</Tag>}
              <span className="grow" />
              <time className="faint">{instant(item['received_at'] as number)}</time>
            </li>
          ))}
        </ul>
      )}
    </Box>
  );
}
