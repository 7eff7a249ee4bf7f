// How long values are kept: what is due today, the act of erasing it, and the rules as data.
import { useState } from 'react';
import { post } from '@/api/client';
import { refresh, useEntity, useGet, useMay } from '@/api/queries';
import { RecordList } from '@/fields/RecordList';
import { ActDialog } from '@/kit/ActDialog';
import { Button } from '@/kit/Button';
import { count } from '@/kit/format';
import { language, maybe, t } from '@/kit/i18n';
import { Card, Table } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { tell } from '@/kit/toast';

interface Due {
  rule_id: number;
  name: string;
  name_en: string;
  act: string;
  citation: string;
  count: number;
  spared: number;
  ids: number[];
}
const kShown = 12;

export default function Retention() {
  const mayApply = useMay('retention_rule', 'create');
  return (
    <div className="stack">
      {mayApply && <DueToday />}
      <RecordList entity="retention_rule" bare />
    </div>
  );
}

function DueToday() {
  const query = useGet<{ on: string; items: Due[] }>('/api/privacy/retention');
  const entity = useEntity('retention_rule');
  const [isAsked, setAsked] = useState(false);
  const total = query.data?.items.reduce((sum, item) => sum + item.count, 0) ?? 0;
  return (
    <Card
      title={t('retention.today')}
      actions={
        <Button small tone="danger" disabled={total === 0} onClick={() => setAsked(true)}>
          {t('retention.apply')}
        </Button>
      }
    >
      <p className="muted">{t('retention.note')}</p>
      <Loaded query={query} rows={4}>
        {({ items }) => (
          <Table
            caption={t('retention.today')}
            head={[t('about.rule'), t('about.then'), t('retention.count'), t('retention.spared'), t('retention.which')]}
            rows={items.map((item) => [
              <span key="name" title={item.citation}>
                {language() === 'en' && item.name_en ? item.name_en : item.name}
              </span>,
              maybe(`act.${item.act}`) ?? item.act,
              count(item.count),
              count(item.spared),
              item.ids.slice(0, kShown).join(t('word.comma')) + (item.count > kShown ? '…' : ''),
            ])}
          />
        )}
      </Loaded>
      {isAsked && entity && (
        <ActDialog
          title={t('retention.apply')}
          act={t('retention.apply')}
          tone="danger"
          perform={() => post<{ total: number }>('/api/privacy/retention/apply')}
          onDone={(done) => (refresh(), tell(t('retention.applied', { n: done.total })))}
          onClose={() => setAsked(false)}
        >
          <p>{t('retention.sure')}</p>
        </ActDialog>
      )}
    </Card>
  );
}
