import { useLocalStorage } from '@mantine/hooks';

/** Whether files added from now on become public. Remembered, because most people always want the same. */
export const useUploadVisibility = () => {
  const [isPublic, setIsPublic] = useLocalStorage({
    key: 'nekohub.upload.public',
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return { isPublic, setIsPublic };
};
