import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHead } from '../ui/page-head.tsx';

/** In the place of a page about one thing that is not there, or not any more. @param text which thing */
export const MissingRecord = ({ text }: { text: string }) => {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('notFound.title')} />
      <EmptyState text={text} />
    </>
  );
};
