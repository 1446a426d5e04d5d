import type { UseFormReturnType } from '@mantine/form';
import { useEffect } from 'react';
import { freshValues } from './fresh-values.ts';

/**
 * Takes over what was changed behind a form, by somebody else or by a caption, where nobody has typed. Returns what is
 * to be called when a change was saved, with the values that were sent and those that are stored now.
 */
export const useFreshValues = <Values extends object>(
  form: Pick<UseFormReturnType<Values>, 'getInitialValues' | 'getValues' | 'setInitialValues' | 'setValues'>,
  stored: Values,
) => {
  const take = (before: Values, now: Values) => {
    const values = freshValues(before, form.getValues(), now);
    // In this order: a field is unsaved when it is not what the form begins with.
    form.setInitialValues(now);
    form.setValues(values);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each change of what is stored
  useEffect(() => take(form.getInitialValues(), stored), [JSON.stringify(stored)]);
  return take;
};
