// English words of the care for persons.
import type { PrivacyWords } from '../i18n';

export const enPrivacy: PrivacyWords = {
  'reveal.title': 'Show “{field}”', 'reveal.explain': 'Your name, the time and the reason are recorded, and the person can see them.', 'reveal.reason': 'Reason', 'reveal.note': 'In your words', 'reveal.do': 'Show and record',
  'reveal.reason.contact_now': 'To reach the person now', 'reveal.reason.verify_identity': 'To verify who it is', 'reveal.reason.handle_case': 'To handle a case', 'reveal.reason.emergency': 'An emergency', 'reveal.reason.other': 'Something else',
  'purpose.answer a complaint or suggestion': 'Answer a complaint or suggestion', 'purpose.correct an upload': 'Correct an upload', 'purpose.history of the dossier': 'History of the dossier', "purpose.reach a colleague or a firm's contact": "Reach a colleague or a firm's contact", 'purpose.reach the firm about its own affairs': 'Reach the firm about its own affairs', 'purpose.reach the firm about this request': 'Reach the firm about this request',
  'about.count': 'How many', 'about.title': 'About me', 'about.held': 'What is held about me', 'about.purpose': 'Purpose', 'about.where': 'Where', 'about.value': 'Value', 'about.records': '{n} records', 'about.nothing': 'Nothing personal is held about you',
  'about.reveals': 'Who had a look', 'about.nobody': 'Nobody has had a look', 'about.by': 'By', 'about.at': 'At', 'about.what': 'What', 'about.why': 'Why',
  'about.rules': 'How long', 'about.rule': 'What', 'about.term': 'Term', 'about.days': '{n} days', 'about.then': 'What then', 'about.citation': 'Citation',
  'act.erase_personal': 'Personal values are erased', 'act.delete_files': 'Files are deleted', 'act.delete_rows': 'Records are deleted',
  'retention.today': 'Due today', 'retention.count': 'To be done', 'retention.spared': 'Spared', 'retention.apply': 'Apply now', 'retention.applied': '{n} done', 'retention.note': 'Done by itself once a day. Cases under supervision or objection, and records on hold, are left alone.', 'retention.sure': 'What is erased does not come back. Apply?',
  'retention.which': 'Records',
};
