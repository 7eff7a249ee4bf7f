// The address is the state: filters, sorting, selection and open records can be sent to a colleague as a link.
import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

export type UrlState = Record<string, string>;

export function useUrlState(): [UrlState, (change: Record<string, string | null | undefined>, push?: boolean) => void] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const state = useMemo(() => Object.fromEntries(new URLSearchParams(search)), [search]);
  const change = useCallback(
    (wanted: Record<string, string | null | undefined>, push = false) => {
      const parameters = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(wanted))
        if (value == null || value === '') parameters.delete(name);
        else parameters.set(name, value);
      // Commas part several values of one filter and stay readable.
      const text = parameters.toString().replace(/%2C/g, ',');
      navigate(text ? `${path}?${text}` : path, { replace: !push });
    },
    [path, navigate],
  );
  return [state, change];
}
