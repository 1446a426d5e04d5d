import { useCan } from '../../data/session.ts';

/** Choosing assets makes sense only for those who may do something with them. */
export const useCanSelect = (): boolean => {
  const can = useCan();
  return can('assets.update') || can('assets.delete');
};
