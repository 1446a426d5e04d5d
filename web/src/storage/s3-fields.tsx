import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { s3Services, withService } from './s3-services.ts';
import { SecretField } from './secret-field.tsx';
import type { ProfileFormParts } from './use-profile-form.ts';

const deliveries = ['proxy', 'signed', 'public'] as const;

export const S3Fields = (parts: ProfileFormParts) => {
  const { t } = useTranslation();
  const { form, isNew } = parts;
  const delivery = deliveries.find((known) => known === form.values.delivery) ?? 'proxy';
  return (
    <>
      {isNew && (
        <NativeSelect
          label={t('storage.service')}
          description={t('storage.serviceHint')}
          data={[{ value: '', label: t('storage.serviceAny') }, ...s3Services.map(({ name }) => name)]}
          onChange={(event) => form.setValues(withService(form.values, event.currentTarget.value))}
        />
      )}
      <TextInput
        label={t('storage.endpoint')}
        description={t('storage.endpointHint')}
        type="url"
        maxLength={2048}
        {...form.getInputProps('endpoint')}
      />
      <TextInput label={t('storage.bucket')} maxLength={255} {...form.getInputProps('bucket')} />
      <TextInput
        label={t('storage.region')}
        description={t('storage.regionHint')}
        maxLength={255}
        {...form.getInputProps('region')}
      />
      <Switch
        label={t('storage.forcePathStyle')}
        description={t('storage.forcePathStyleHint')}
        {...form.getInputProps('forcePathStyle', { type: 'checkbox' })}
      />
      <SecretField {...parts} name="accessKey" />
      <SecretField {...parts} name="secretKey" />
      <NativeSelect
        label={t('storage.delivery')}
        description={t(`storage.deliveryHint.${delivery}`)}
        data={deliveries.map((value) => ({ value, label: t(`storage.deliveries.${value}`) }))}
        {...form.getInputProps('delivery')}
      />
      <TextInput
        label={t('storage.publicBaseUrl')}
        {...(delivery === 'public' ? {} : { description: t('storage.publicBaseUrlHint') })}
        type="url"
        maxLength={2048}
        {...form.getInputProps('publicBaseUrl')}
      />
    </>
  );
};
