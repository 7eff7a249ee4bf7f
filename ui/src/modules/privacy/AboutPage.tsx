// What is held about the person who looks at it: what for, who had a look, and until when.
import { useGet } from '@/api/queries';
import { instant } from '@/kit/format';
import { language, maybe, say, t, type Label } from '@/kit/i18n';
import { Card, Page, Table } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';

interface About {
  name: string;
  held: { purpose: string; entity_label: Label; field_label: Label; records: number; values: string[] }[];
  reveals: { at: number; by: string; field: string; field_label?: Label; reason: string; note: string }[];
  rules: { name: string; name_en: string; term_days: number; act: string; citation: string }[];
}

export default function AboutPage() {
  const query = useGet<About>('/api/me/privacy');
  return (
    <Page title={t('about.title')} {...(query.data ? { count: query.data.name } : {})}>
      <Loaded query={query} rows={6}>
        {(about) => (
          <div className="stack">
            <Held held={about.held} />
            <Reveals reveals={about.reveals} />
            <Rules rules={about.rules} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

const Held = ({ held }: { held: About['held'] }) => (
  <Card title={t('about.held')}>
    {held.length ? (
      <Table
        caption={t('about.held')}
        head={[t('about.where'), t('about.value'), t('about.purpose'), t('about.count')]}
        rows={held.map((one) => [
          `${say(one.entity_label)} · ${say(one.field_label)}`,
          one.values.join(t('word.comma')),
          maybe(`purpose.${one.purpose}`) ?? one.purpose,
          t('about.records', { n: one.records }),
        ])}
      />
    ) : (
      <Empty title={t('about.nothing')} />
    )}
  </Card>
);

const Reveals = ({ reveals }: { reveals: About['reveals'] }) => (
  <Card title={t('about.reveals')}>
    {reveals.length ? (
      <Table
        caption={t('about.reveals')}
        head={[t('about.at'), t('about.by'), t('about.what'), t('about.why')]}
        rows={reveals.map((one) => [
          instant(one.at),
          one.by,
          say(one.field_label, one.field),
          `${maybe(`reveal.reason.${one.reason}`) ?? one.reason} · ${one.note}`,
        ])}
      />
    ) : (
      <Empty icon="shield" title={t('about.nobody')} />
    )}
  </Card>
);

const Rules = ({ rules }: { rules: About['rules'] }) => (
  <Card title={t('about.rules')}>
    <Table
      caption={t('about.rules')}
      head={[t('about.rule'), t('about.term'), t('about.then'), t('about.citation')]}
      rows={rules.map((rule) => [
        language() === 'en' && rule.name_en ? rule.name_en : rule.name,
        t('about.days', { n: rule.term_days }),
        maybe(`act.${rule.act}`) ?? rule.act,
        rule.citation,
      ])}
    />
  </Card>
);
