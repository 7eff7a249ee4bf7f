// The day people work on. The server knows it: a demonstration zone goes on from the day it tells of.
import { today } from '@/kit/format';
import { useSession } from './queries';

export const useZoneDay = (): string => useSession().data?.zone.today ?? today();
