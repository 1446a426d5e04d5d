import { Button, FileButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bootstrapQuery } from '../../data/system.ts';
import { folderFiles, namedFiles } from '../../uploads/files-from.ts';
import { uploads } from '../../uploads/uploads.ts';
import classes from './upload.module.css';

/** React knows no such attribute. */
const takeFolders = (input: HTMLInputElement | null) => {
  if (input !== null) input.webkitdirectory = true;
};

export const ChooseButtons = ({ isPublic }: { isPublic: boolean }) => {
  const { t } = useTranslation();
  const { data: bootstrap } = useQuery(bootstrapQuery);
  return (
    <div className={classes.choose}>
      <FileButton
        multiple
        {...(bootstrap ? { accept: bootstrap.allowedContentTypes.join(',') } : {})}
        onChange={(files) => uploads.add(namedFiles(files), isPublic)}
      >
        {(props) => <Button {...props}>{t('upload.choose')}</Button>}
      </FileButton>
      <FileButton multiple ref={takeFolders} onChange={(files) => uploads.add(folderFiles(files), isPublic)}>
        {(props) => (
          <Button {...props} variant="default" className={classes.folder}>
            {t('upload.chooseFolder')}
          </Button>
        )}
      </FileButton>
    </div>
  );
};
