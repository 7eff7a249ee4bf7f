// The firm's page without its frame: the form, what waits for the firm, its requests, and one of them opened.
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ApiError } from '@/api/client';
import { t } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import type { Desk } from './desk';
import { NewRequest } from './NewRequest';
import { RequestList, Waiting } from './RequestList';
import { refreshDesk, RequestView } from './RequestView';
import type { FirmCase, Home } from './types';
import './desk.css';

export const useHome = (desk: Desk) =>
  useQuery<Home, ApiError>({ queryKey: [`${desk.base}/cases`, 'home', desk.key], queryFn: desk.home, staleTime: 0 });

interface Filed {
  id: number;
  number: string;
  failed: string[];
}

const Receipt = ({ filed }: { filed: Filed }) => (
  <div className="notice green" role="status">
    <p>
      <Icon name="check" size={18} /> {t('desk.received', { number: filed.number })}
    </p>
    {filed.failed.map((sentence) => (
      <p key={sentence} className="problem wrap-anywhere">
        {sentence}
      </p>
    ))}
  </div>
);

export function Requests({
  desk,
  home,
  open,
  onOpen,
  after,
}: {
  desk: Desk;
  home: Home;
  open: number | undefined;
  onOpen: (id: number | undefined) => void;
  after?: ReactNode;
}) {
  const [filed, setFiled] = useState<Filed>();
  const received = ({ id, number }: FirmCase, failed: string[]) => {
    setFiled({ id, number, failed });
    refreshDesk(desk);
    onOpen(id);
  };
  const shown = open ?? home.follows;
  if (shown !== undefined)
    return (
      <RequestView
        key={shown}
        desk={desk}
        id={shown}
        {...(shown === home.follows ? {} : { onBack: () => onOpen(undefined) })}
        notice={filed?.id === shown && <Receipt filed={filed} />}
      />
    );
  return (
    <>
      <Waiting requests={home.cases} onOpen={onOpen} />
      {home.mayFile && (
        <section className="desk-part new">
          <h2>{t('desk.new')}</h2>
          <NewRequest desk={desk} home={home} onFiled={received} />
        </section>
      )}
      <RequestList requests={home.cases} onOpen={onOpen} />
      {after}
    </>
  );
}
