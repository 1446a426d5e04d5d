import type { UseFormReturnType } from '@mantine/form';
import type { Asset } from '@nekohub/client';
import { useEffect } from 'react';
import { freshTexts, type Texts, textsOf } from './texts.ts';

/** Takes over texts that were changed behind the page, such as by a caption, where nobody has typed. */
export const useFreshTexts = (form: UseFormReturnType<Texts>, asset: Pick<Asset, keyof Texts>): void => {
  const { originalFileName, description, altText } = asset;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each change on the server
  useEffect(() => {
    const now = textsOf({ originalFileName, description, altText });
    form.setValues(freshTexts(form.getInitialValues(), form.getValues(), now));
    form.setInitialValues(now);
  }, [originalFileName, description, altText]);
};
