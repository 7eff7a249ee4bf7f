// One request in plain words: who holds it since when, what comes next, by which date, and what the firm may do.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ApiError } from '@/api/client';
import { queries, useAct } from '@/api/queries';
import { Button } from '@/kit/Button';
import { maybe, t, type Key } from '@/kit/i18n';
import { Loaded } from '@/kit/states';
import { tell, tellError } from '@/kit/toast';
import type { Desk } from './desk';
import { Progress } from './Progress';
import { Rating } from './Rating';
import { StateTag } from './RequestList';
import { Story } from './Story';
import { Talk } from './Talk';
import type { Card } from './types';
import { dayInWords } from './words';

/** Milliseconds after which an open request is read again; there is no event stream without an account. */
const kAgain = 60_000;

export const refreshDesk = (desk: Desk): void =>
  void queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(desk.base) });

export function RequestView({
  desk,
  id,
  notice,
  onBack,
}: {
  desk: Desk;
  id: number;
  notice?: ReactNode;
  /** Missing where there is nothing to go back to. */
  onBack?: () => void;
}) {
  const query = useQuery<Card, ApiError>({
    queryKey: [`${desk.base}/cases/${id}/card`, 'firm', desk.key],
    queryFn: () => desk.card(id),
    refetchInterval: kAgain,
    staleTime: 0,
  });
  const isRefused = query.error?.status === 401;
  useEffect(() => {
    // The link ended while the request was open: the page around it asks again and says so.
    if (isRefused) void queries.invalidateQueries({ queryKey: [`${desk.base}/cases`, 'home'] });
  }, [desk, isRefused]);
  return (
    <>
      {onBack && (
        <p className="no-print">
          <Button tone="quiet" icon="left" onClick={onBack}>
            {t('desk.back')}
          </Button>
        </p>
      )}
      {query.error?.status === 404 ? (
        <p className="notice amber">{t('desk.not_yours')}</p>
      ) : (
        <Loaded query={query}>{(card) => <Opened desk={desk} card={card} notice={notice} />}</Loaded>
      )}
    </>
  );
}

function Opened({ desk, card, notice }: { desk: Desk; card: Card; notice: ReactNode }) {
  const { case: request } = card;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // What was pressed is gone; reading goes on at the top of the request.
    document.getElementById('main')?.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  const may = (verb: string) => request.abilities?.includes(verb) ?? false;
  const isAwaited = card.next.code === 'firm_supplies';
  const refusal = card.events.filter((event) => event.verb === 'refuse' && !event.is_undone).at(-1)?.reason;
  return (
    <article className="request">
      {notice}
      <header>
        <p className="hint">{request.number}</p>
        <h2 ref={heading} tabIndex={-1} className="wrap-anywhere">
          {request.title}
        </h2>
        <StateTag request={request} />
      </header>
      <WhereItStands card={card} />
      {may('confirm') && <Answer desk={desk} card={card} mayReopen={may('reopen')} />}
      {isAwaited && (
        <div className="notice amber" role="status">
          <strong>{t('desk.supply')}</strong>
          <p className="wrap-anywhere">{request.pause_reason}</p>
          <p className="hint">{t('desk.supply_note')}</p>
        </div>
      )}
      {!isAwaited && request.state === 'paused' && request.pause_reason && (
        <p className="notice wrap-anywhere">
          {t('desk.paused')} {request.pause_reason}
        </p>
      )}
      {request.state === 'refused' && refusal && (
        <p className="notice wrap-anywhere">
          {t('desk.refused_why')} {refusal}
        </p>
      )}
      {request.state !== 'resolved' && request.result && (
        <p className="notice wrap-anywhere">
          {t('desk.done_says')} {request.result}
        </p>
      )}
      <Rating desk={desk} request={request} mayRate={may('rate')} />
      {!may('confirm') && may('reopen') && (
        <Act desk={desk} id={request.id} verb="reopen" done="desk.reopened">
          {t('desk.reopen_closed')}
        </Act>
      )}
      <Talk desk={desk} card={card} mayWrite={may('message')} mayUpload={may('upload')} />
      {request.description && (
        <section className="desk-part">
          <h3>{t('desk.description')}</h3>
          <p className="told">{request.description}</p>
        </section>
      )}
      <Story card={card} />
      <div className="row wrap no-print">
        {may('urge') && (
          <Act desk={desk} id={request.id} verb="urge" done="desk.urged">
            {t('desk.urge')}
          </Act>
        )}
        {may('withdraw') && <Withdraw desk={desk} id={request.id} />}
      </div>
    </article>
  );
}

function WhereItStands({ card }: { card: Card }) {
  const { holder, next } = card;
  const who = [holder?.person, holder?.organisation].filter(Boolean).join(' · ');
  const facts: [Key, ReactNode][] = [
    ['desk.who', who || t('desk.who_nobody')],
    ...(holder?.since ? [['desk.since', dayInWords(holder.since)] as [Key, ReactNode]] : []),
    ['desk.next', maybe(`desk.next.${next.code}`) ?? next.code],
    ...(next.by ? [['desk.by', dayInWords(next.by)] as [Key, ReactNode]] : []),
  ];
  return (
    <section className="stands">
      <dl>
        {facts.map(([name, value], i) => (
          <div key={i}>
            <dt>{t(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Progress state={card.case.state} />
    </section>
  );
}

/** One tap, done; the page then shows what became of it. */
function Act({
  desk,
  id,
  verb,
  done,
  isMain,
  children,
}: {
  desk: Desk;
  id: number;
  verb: string;
  done: Key;
  isMain?: boolean;
  children: ReactNode;
}) {
  const act = useAct<void, unknown>(() => desk.act(id, verb, {}));
  return (
    <Button
      tone={isMain ? 'primary' : 'plain'}
      busy={act.isPending}
      onClick={() => act.mutate(undefined, { onSuccess: () => (tell(t(done)), refreshDesk(desk)), onError: tellError })}
    >
      {children}
    </Button>
  );
}

function Answer({ desk, card, mayReopen }: { desk: Desk; card: Card; mayReopen: boolean }) {
  const { case: request } = card;
  return (
    <section className="answer notice green">
      {request.result && (
        <p className="wrap-anywhere">
          {t('desk.done_says')} <strong>{request.result}</strong>
        </p>
      )}
      <div className="answers">
        <Act desk={desk} id={request.id} verb="confirm" done="desk.confirmed" isMain>
          {t('desk.confirm')}
        </Act>
        {mayReopen && (
          <Act desk={desk} id={request.id} verb="reopen" done="desk.reopened">
            {t('desk.reopen')}
          </Act>
        )}
      </div>
    </section>
  );
}

/** The first press asks, the second withdraws. */
function Withdraw({ desk, id }: { desk: Desk; id: number }) {
  const [isSure, setSure] = useState(false);
  if (isSure)
    return (
      <Act desk={desk} id={id} verb="withdraw" done="desk.withdrawn">
        {t('desk.withdraw_sure')}
      </Act>
    );
  return (
    <Button tone="quiet" onClick={() => setSure(true)}>
      {t('desk.withdraw')}
    </Button>
  );
}
