import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SecretField } from './secret-field.tsx';
import classes from './storage.module.css';
import type { ProfileFormParts } from './use-profile-form.ts';

const policies = {
  'github-repo': ['public-only', 'private-token'],
  'github-releases': ['public-only', 'public-first'],
} as const;

/** Whose repository it is, and who can read it. */
const RepositoryFields = ({ form }: ProfileFormParts) => {
  const { t } = useTranslation();
  return (
    <>
      <TextInput label={t('storage.owner')} maxLength={100} {...form.getInputProps('owner')} />
      <TextInput label={t('storage.repo')} maxLength={100} {...form.getInputProps('repo')} />
    </>
  );
};

const PolicyField = ({ form, of }: ProfileFormParts & { of: keyof typeof policies }) => {
  const { t } = useTranslation();
  const choices = policies[of];
  const chosen = choices.find((policy) => policy === form.values.visibilityPolicy) ?? choices[0];
  return (
    <NativeSelect
      label={t('storage.visibilityPolicy')}
      description={t(`storage.policyHint.${chosen}`)}
      data={choices.map((value) => ({ value, label: t(`storage.policies.${value}`) }))}
      {...form.getInputProps('visibilityPolicy')}
    />
  );
};

export const GithubFields = (parts: ProfileFormParts) => {
  const { t } = useTranslation();
  const { form } = parts;
  return (
    <>
      <RepositoryFields {...parts} />
      <TextInput label={t('storage.ref')} maxLength={255} {...form.getInputProps('ref')} />
      <TextInput
        label={t('storage.basePath')}
        description={t('storage.basePathHint')}
        maxLength={500}
        {...form.getInputProps('basePath')}
      />
      <PolicyField {...parts} of="github-repo" />
      <SecretField {...parts} name="token" />
      <fieldset className={classes.group}>
        <legend className={classes.legend}>{t('storage.advanced')}</legend>
        <p className={classes.hint}>{t('storage.advancedHint')}</p>
        <TextInput
          label={t('storage.apiBaseUrl')}
          placeholder="https://api.github.com"
          type="url"
          maxLength={512}
          {...form.getInputProps('apiBaseUrl')}
        />
        <TextInput
          label={t('storage.rawBaseUrl')}
          placeholder="https://raw.githubusercontent.com"
          type="url"
          maxLength={512}
          {...form.getInputProps('rawBaseUrl')}
        />
      </fieldset>
    </>
  );
};

export const ReleasesFields = (parts: ProfileFormParts) => {
  const { t } = useTranslation();
  const { form } = parts;
  return (
    <>
      <RepositoryFields {...parts} />
      <NativeSelect
        label={t('storage.releaseTagMode')}
        data={(['latest', 'fixed'] as const).map((value) => ({ value, label: t(`storage.tagModes.${value}`) }))}
        {...form.getInputProps('releaseTagMode')}
      />
      {form.values.releaseTagMode === 'fixed' && (
        <TextInput label={t('storage.fixedTag')} maxLength={255} {...form.getInputProps('fixedTag')} />
      )}
      <TextInput label={t('storage.assetPathPrefix')} maxLength={500} {...form.getInputProps('assetPathPrefix')} />
      <PolicyField {...parts} of="github-releases" />
      <SecretField {...parts} name="token" />
    </>
  );
};
