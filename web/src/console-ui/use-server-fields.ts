import type { UseFormReturnType } from '@mantine/form';
import { ApiError } from '@nekohub/client';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../ui/error-text.ts';

/**
 * Shows a refusal at the field that the server names, and goes there. `fields` maps the server's names to those of the
 * form; of `list.3` the beginning counts where the whole is not among them. `textOf` says it better than the error does, where it can. True when the
 * refusal is shown at a field, so that it need not be shown elsewhere.
 */
export const useServerFields = <Values>(
  form: Pick<UseFormReturnType<Values>, 'setFieldError' | 'getInputNode'>,
  error: Error | null,
  fields: Readonly<Record<string, string & keyof Values>>,
  textOf: (error: ApiError) => string | undefined = () => undefined,
): boolean => {
  const { t } = useTranslation();
  const name = (error instanceof ApiError && error.field) || undefined;
  const field = name === undefined ? undefined : (fields[name] ?? fields[name.split('.')[0] ?? '']);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal; typing takes it away again
  useEffect(() => {
    if (field === undefined || !(error instanceof ApiError)) return;
    form.setFieldError(field, textOf(error) ?? errorText(t, error));
    form.getInputNode(field)?.focus();
  }, [error]);
  return field !== undefined;
};
