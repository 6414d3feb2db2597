# ما يقوله Signet للناس، بالعربية.

## ما تشترك فيه عدة صفحات
title-of-error = خطأ: { $title }
language-choice = اللغة
home = الرئيسية
continue = متابعة
cancel = إلغاء
sign-in = تسجيل الدخول
sign-out = تسجيل الخروج
start-page = الانتقال إلى صفحة البداية
opens-in-new-tab = (يُفتح في علامة تبويب جديدة)
signed-in-as = أنت مسجّل الدخول باسم { $username }.
duration-seconds = { $count ->
    [zero] أقل من ثانية
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $count } ثوانٍ
    [many] { $count } ثانية
   *[other] { $count } ثانية
}
duration-minutes = { $count ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
duration-days = { $count ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومين
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}

## التطبيق الذي يطلب
client-website = الموقع الإلكتروني
client-privacy = سياسة الخصوصية
client-terms = شروط الاستخدام

## تسجيل الدخول
sign-in-title = تسجيل الدخول
sign-in-again = يُرجى تأكيد هويتك
sign-in-again-hint = أدخل كلمة المرور مرة أخرى للمتابعة.
sign-in-to = للمتابعة إلى
sign-in-username = اسم المستخدم أو البريد الإلكتروني
sign-in-password = كلمة المرور
password-show = إظهار كلمة المرور
sign-in-confirm = تأكيد
sign-in-wrong = اسم المستخدم أو كلمة المرور غير صحيحة. يُرجى المحاولة مرة أخرى.
sign-in-stuck = ألا تتذكر كلمة المرور؟ يمكنك تعيين كلمة جديدة عبر رابط نرسله إلى بريدك الإلكتروني.
sign-in-wait = محاولات فاشلة كثيرة. يُرجى الانتظار { $duration } ثم المحاولة مرة أخرى.

## مفاتيح المرور
passkey-use = استخدام مفتاح مرور
passkey-create = إنشاء مفتاح مرور
passkey-name = الاسم
passkey-rename = إعادة التسمية
passkey-save = حفظ
passkey-title = إنشاء مفتاح مرور
passkey-hint = يسجّل دخولك دون كلمة مرور: ببصمة إصبعك أو بوجهك أو برمز PIN لجهازك، أو بمفتاح أمان.
passkey-second = استخدم مفتاح المرور الخاص بك.
passkey-second-hint = استخدم مفتاح المرور الخاص بك، أو أدخل الرمز الذي يعرضه تطبيق المصادقة.
passkey-also = يسجّل مفتاح المرور دخولك دون كلمة المرور أيضًا.
passkey-failed = لم يُستخدم مفتاح المرور. يُرجى المحاولة مرة أخرى.
passkey-wrong = لم يُقبل مفتاح المرور هذا، أو استغرق الأمر وقتًا طويلًا. يُرجى المحاولة مرة أخرى.
passkey-cannot = لا يستطيع هذا المتصفح استخدام مفاتيح المرور، أو أن JavaScript متوقف فيه. افتح هذه الصفحة في متصفح آخر، أو على هاتف أو حاسوب له قفل شاشة.
passkey-needed = تحتاج إلى مفتاح مرور لتسجيل الدخول هنا.
passkey-help = إذا تعذّر عليك إنشاء مفتاح، فارجع إلى الخلف أو اسأل من يدير حسابك.
passkey-other = استخدام وسيلة أخرى

## عرض مفتاح مرور بعد تسجيل الدخول بكلمة مرور
offer-title = هل تريد تسجيل الدخول دون كلمة مرور في المرة القادمة؟
offer-hint = بمفتاح المرور تسجّل دخولك ببصمة إصبعك أو بوجهك أو برمز PIN لهذا الجهاز. لا يمكن لأحد تخمينه، ولا لصفحة مزيّفة استخدامه.
offer-effect = من ذلك الحين لا تكفي كلمة المرور وحدها: ستحتاج على الأجهزة الأخرى إلى مفتاح المرور أو إلى أحد رموز الاسترداد التي ستحصل عليها بعد قليل.
offer-later = ليس الآن
offer-never = عدم السؤال مجددًا

## اختيار حساب
select-title = اختر حسابًا
select-other = استخدام حساب آخر
turned-away-title = لا يمكن الوصول بهذا الحساب
turned-away-message = لا يمكن لهذا الحساب استخدام { $client }. إذا كان ينبغي أن يستطيع ذلك، فاسأل من يدير حسابك.
turned-away-back = العودة إلى التطبيق

## الموافقة
consent-title = هل تريد منح { $client } حق الوصول؟
consent-able = سيتمكن هذا التطبيق من:
consent-subject = سيعرف هذا التطبيق أن لديك حسابًا هنا، ولن يعرف عنك شيئًا آخر.
consent-allow = سماح
consent-deny = رفض
consent-trust = لا تسمح إلا لما تثق به.
consent-switch = لست أنت؟ استخدم حسابًا آخر
scope-openid = معرفة من أنت
scope-openid-detail = رقم يمثّل حسابك هنا
scope-profile = الاطلاع على ملفك الشخصي
scope-profile-detail = اسمك وصورتك ولغتك وما شابه ذلك
scope-email = الاطلاع على بريدك الإلكتروني
scope-email-detail = وما إذا كان قد تم تأكيده
scope-address = الاطلاع على عنوانك البريدي
scope-phone = الاطلاع على رقم هاتفك
scope-groups = الاطلاع على مجموعاتك
scope-groups-detail = الفِرق والأدوار التي تنتمي إليها
scope-api = إدارة هذه الخدمة باسمك
scope-api-detail = بكل ما يسمح به دورك
scope-offline-access = البقاء متصلًا أثناء غيابك
scope-offline-access-detail = إلى أن تسحب ذلك من صفحة حسابك
see-name = الاطلاع على اسمك
see-given-name = الاطلاع على اسمك الأول
see-family-name = الاطلاع على اسم عائلتك
see-middle-name = الاطلاع على اسمك الأوسط
see-nickname = الاطلاع على لقبك
see-username = الاطلاع على اسم المستخدم الخاص بك
see-profile-page = الاطلاع على عنوان صفحة ملفك الشخصي
see-picture = الاطلاع على صورتك
see-website = الاطلاع على عنوان موقعك الإلكتروني
see-email-verified = معرفة ما إذا كان بريدك الإلكتروني قد تم تأكيده
see-gender = الاطلاع على جنسك
see-birthdate = الاطلاع على تاريخ ميلادك
see-zoneinfo = الاطلاع على منطقتك الزمنية
see-locale = الاطلاع على لغتك
see-phone-verified = معرفة ما إذا كان رقم هاتفك قد تم تأكيده
see-updated-at = معرفة متى تغيّر ملفك الشخصي آخر مرة
see-other = الاطلاع على هذه المعلومة عنك: { $claim }

## الأجهزة
device-title = توصيل جهاز
device-hint = أدخل الرمز الذي يعرضه الجهاز.
device-code = الرمز
device-wrong = لا يوجد جهاز ينتظر بهذا الرمز. يُرجى مقارنته بما يعرضه الجهاز، أو البدء من جديد على الجهاز.
device-wait = رموز خاطئة كثيرة. يُرجى الانتظار { $duration } ثم المحاولة مرة أخرى.
device-confirm-title = هل تريد توصيل { $client }؟
device-compare = لا تتابع إلا إذا كنت قد بدأت هذا بنفسك، وكان الجهاز يعرض هذا الرمز:
device-subject = سيعرف الجهاز أن لديك حسابًا هنا، ولن يعرف عنك شيئًا آخر.
device-able = سيتمكن الجهاز من:
device-connect = توصيل
device-done-title = تم توصيل الجهاز
device-done = تم توصيل جهازك
device-done-hint = سيتابع من تلقاء نفسه خلال ثوانٍ قليلة. يمكنك إغلاق هذه الصفحة.
device-denied-title = لم يتم توصيل الجهاز
device-denied = لم يتم توصيل جهازك
device-denied-hint = لم يُعطَ شيئًا. يمكنك إغلاق هذه الصفحة.
device-gone = لم يعد الجهاز ينتظر
device-gone-message = استغرق الأمر وقتًا طويلًا، أو تم البت فيه من قبل. ابدأ من جديد على الجهاز.

## تسجيل الخروج
sign-out-title = هل تريد تسجيل الخروج؟
sign-out-by-app = يطلب هذا التطبيق إنهاء جلستك هنا:
sign-out-here = سينهي هذا جلستك على هذا الجهاز.
sign-out-stay = البقاء مسجّل الدخول
signed-out-title = تم تسجيل خروجك
signed-out-ended = انتهت جلستك لدى { $site } على هذا الجهاز.
signed-out-shared = على حاسوب مشترك، أغلق نافذة المتصفح أيضًا.
signed-out-frame = تسجيل الخروج من تطبيق
signed-out-back = العودة إلى { $client }
signed-out-the-app = التطبيق
sign-out-refused = طلب تسجيل الخروج من التطبيق غير صحيح
sign-out-refused-message = أرسل التطبيق رمز هوية لم يصدر من هنا، أو عنوان عودة غير مسجّل له. ما زلت مسجّل الدخول هنا. يمكن لمن يدير التطبيق إصلاح ذلك.

## صفحة الحساب
account-title = حسابك
account-name = الاسم
account-username = اسم المستخدم
account-email = البريد الإلكتروني
account-sessions = أماكن تسجيل دخولك
account-sessions-hint = أنهِ أي جلسة لا تعرفها.
account-this-device = هذا الجهاز
account-last-used = آخر استخدام { $date }
account-since = منذ { $date }
account-end = إنهاء
account-others = حسابات أخرى في هذا المتصفح
account-others-hint = تسجيل الدخول بحساب آخر يُبقي هذا الحساب، وتحصل التطبيقات على الحساب الذي تختاره.
account-switch = التبديل إلى
account-add = تسجيل الدخول بحساب آخر
account-apps = التطبيقات التي لها حق الوصول
account-no-apps = لا يوجد بعد. تظهر هنا التطبيقات التي تسمح لها بالاطلاع على شيء عنك.
account-apps-hint = سحب حق الوصول يُخرج التطبيق من حسابك، وعليه أن يطلبه منك من جديد.
account-open = فتح
account-withdraw = سحب
account-device = { $browser } على { $system }
account-unknown-device = جهاز غير معروف
place-same = من مكانك الحالي
place-near = من الشبكة التي أنت فيها الآن
place-local = من شبكة محلية
place-elsewhere = من مكان آخر
account-change-password = تغيير كلمة المرور
account-change-email = تغيير البريد الإلكتروني


## العامل الثاني
second-title = يُرجى تأكيد هويتك
second-code-hint = أدخل الرمز الذي يعرضه تطبيق المصادقة.
second-recovery-hint = أدخل أحد رموز الاسترداد. يصلح كل رمز لمرة واحدة.
second-recovery-renews = بعد ذلك تنشئ مفتاح مرور جديدًا.
second-code = الرمز
second-recovery-code = رمز الاسترداد
second-remember = عدم السؤال على هذا الجهاز لمدة { $duration }
second-use-recovery = استخدام رمز استرداد بدلًا من ذلك
second-wrong = هذا الرمز غير صحيح أو سبق استخدامه. يُرجى المحاولة مرة أخرى.
second-not-done = صار حسابك يتطلب أكثر مما كان عند تسجيل دخولك. لم يُنفَّذ ما أرسلته الآن: تابع، وأكّد هويتك، ثم أرسله مرة أخرى.

## إعداد تطبيق المصادقة
enrol-title = إعداد تطبيق مصادقة
enrol-second = إعداد عامل ثانٍ
enrol-app = أو تطبيق مصادقة
enrol-needed = يلزم هنا عامل ثانٍ إلى جانب كلمة المرور.
enrol-scan = امسح هذه الصورة بتطبيق المصادقة.
enrol-picture = صورة لتطبيق المصادقة
enrol-type = أو اكتب هذا المفتاح في التطبيق:
enrol-confirm = أدخل الرمز الذي يعرضه التطبيق بعد ذلك.
enrol-turn-on = تفعيل
enrol-wrong = ليس هذا هو الرمز الذي يعرضه التطبيق الآن. يُرجى المحاولة مرة أخرى.

## رموز الاسترداد
codes-title = رموز الاسترداد الخاصة بك
codes-hint = يتيح لك كل رمز منها تسجيل الدخول مرة واحدة إذا فقدت تطبيق المصادقة. اطبعها أو اكتبها: فهي تُعرض هذه المرة فقط، ولم تعد الرموز السابقة صالحة.
codes-kept = لقد حفظتها

## تسجيل الدخول والأمان
security-title = تسجيل الدخول والأمان
security-factors = العوامل الثانية
security-factors-hint = حتى من يعرف كلمة مرورك لا يمكنه تسجيل الدخول من دون أحدها.
security-app = تطبيق المصادقة
security-passkey = مفتاح مرور
security-remove = إزالة
security-codes = رموز الاسترداد
security-codes-left = الرموز المتبقية: { $count }. تحلّ الرموز الجديدة محلها.
security-new-codes = إنشاء رموز استرداد جديدة
security-needed = يجب أن يكون لحسابك عامل ثانٍ. أعدّ عاملًا آخر قبل إزالة هذا العامل.

## كلمة مرور جديدة
new-password-title = اختر كلمة مرور جديدة
new-password-effect = سيتم عندئذٍ تسجيل الخروج من جميع المتصفحات والتطبيقات.
new-password-current = كلمة المرور الحالية
new-password-new = كلمة المرور الجديدة
new-password-hint = يجب ألا يقل عدد الحروف عن { $least }. أربع أو خمس كلمات لا رابط بينها قوية وسهلة التذكّر؛ والمسافات مسموح بها.
new-password-save = حفظ كلمة المرور
new-password-not-right = كلمة المرور غير صحيحة.
new-password-done = تم تغيير كلمة مرورك
new-password-done-here = تم تسجيل الخروج من جميع المتصفحات الأخرى ومن جميع التطبيقات.
new-password-done-everywhere = سجّل الدخول بكلمة المرور الجديدة. تم تسجيل الخروج من جميع المتصفحات والتطبيقات.

## بريد إلكتروني جديد
new-email-title = تغيير بريدك الإلكتروني
new-email-now = يبقى { $email } حتى تؤكد العنوان الجديد عبر رابط نرسله إليه.
new-email-none = يُعتمد العنوان حالما تؤكده عبر رابط نرسله إليه.
new-email-new = البريد الإلكتروني الجديد
new-email-sent = تحقق من صندوق بريدك الجديد
new-email-sent-hint = أُرسل إليه رابط. يبقى عنوانك كما هو حتى تفتح الرابط وتؤكد خلال ساعة.
new-email-confirm = تأكيد بريدك الإلكتروني
new-email-use = استخدام هذا العنوان
new-email-done = تم تغيير بريدك الإلكتروني
new-email-done-hint = عنوانك من الآن فصاعدًا هو { $email }.

## كلمة مرور منسية
recover-link = هل نسيت كلمة المرور؟
recover-title = تعيين كلمة مرور جديدة
recover-hint = نرسل رابطًا إلى البريد الإلكتروني لحسابك.
recover-back = العودة إلى تسجيل الدخول
recover-sent-hint = إذا كان هذا الحساب موجودًا وكان بريده الإلكتروني مؤكدًا، فقد أُرسل إليه رابط لتعيين كلمة مرور جديدة. يصلح الرابط لمدة ساعة.

## حساب جديد
sign-up-link = إنشاء حساب
sign-up-title = إنشاء حسابك
sign-up-hint = نرسل أولًا رابطًا إلى بريدك الإلكتروني.
sign-up-have = لديّ حساب بالفعل
sign-up-sent-hint = أُرسل إليه رابط للمتابعة. يصلح الرابط لمدة ساعة.
sign-up-domain = استخدم عنوانًا من أحد هذه النطاقات: { $domains }.
sign-up-for = للعنوان { $email }

## الروابط في الرسائل
link-send = إرسال الرابط
link-sent = تحقق من صندوق بريدك
link-used = سبق استخدام هذا الرابط
link-used-message = يصلح الرابط لمرة واحدة فقط. إذا كنت لا تزال بحاجة إليه، فاطلب رابطًا جديدًا.
link-gone = هذا الرابط لا يعمل
link-gone-message = الرابط قديم جدًا أو وصل ناقصًا. اطلب رابطًا جديدًا.

## الرسائل
letter-change = { $change } ({ $username }).
letter-password = تم تغيير كلمة مرورك
letter-password-detail = تم تسجيل الخروج من جميع المتصفحات والتطبيقات. سجّل الدخول مرة أخرى بكلمة المرور الجديدة.
letter-factor-added = أُضيفت إلى حسابك طريقة لتسجيل الدخول
letter-factor-added-detail = اسمها: { $name }
letter-factor-removed = أُزيلت من حسابك طريقة لتسجيل الدخول
letter-factor-removed-detail = كان اسمها: { $name }
letter-codes = أُنشئت رموز استرداد جديدة لحسابك
letter-codes-detail = لم تعد الرموز التي دوّنتها من قبل صالحة.
letter-email = تم تغيير البريد الإلكتروني لحسابك
letter-email-detail = تُرسل الرسائل من الآن فصاعدًا إلى { $email }، وبه تسجّل الدخول بدلًا من هذا العنوان.
letter-left = سيُحذف حسابك
letter-left-detail = سيُحذف في { $date }. سُجِّل خروجك من كل مكان. حتى ذلك الحين يمكنك الاحتفاظ به بتسجيل الدخول.
letter-deleted = تم حذف حسابك
letter-deleted-detail = لم يبقَ منه شيء.
letter-was-you = إذا كنت أنت من فعل ذلك، فلا يلزمك فعل شيء.
letter-was-not-you = إذا لم تكن أنت من فعل ذلك، فربما يعرف شخص آخر كلمة مرورك: عيّن كلمة مرور جديدة فورًا، وأخبر من يدير هذه الخدمة.
letter-ignore = إذا لم تكن أنت من فعل ذلك، فلا يلزمك فعل شيء.
letter-works-an-hour = يصلح الرابط لمدة ساعة ولمرة واحدة.
letter-works-once = يصلح الرابط لمرة واحدة.
letter-recover = طلب شخص ما، وهو أنت على الأرجح، كلمة مرور جديدة لحسابك { $username }.
letter-recover-ignore = إذا لم تطلبها، فلا يلزمك فعل شيء: تبقى كلمة مرورك كما هي.
letter-confirm = سيكون هذا العنوان من الآن فصاعدًا البريد الإلكتروني للحساب { $username }.
letter-confirm-link = تأكيد هذا العنوان
letter-confirm-ignore = إذا كنت لا تعرف هذا الحساب، فلا يلزمك فعل شيء.
letter-taken = لهذا العنوان حساب بالفعل
letter-taken-why = أراد شخص ما إضافة هذا البريد الإلكتروني إلى حسابه. وهو يخص حسابًا آخر بالفعل، لذلك لم يتغير شيء.
letter-known = لديك حساب بالفعل
letter-known-why = أراد شخص ما، وهو أنت على الأرجح، إنشاء حساب بهذا البريد الإلكتروني. ويوجد حساب به بالفعل.
letter-known-hint = إذا لم تعد تتذكر كلمة المرور، فاستخدم هناك «{ $recover }». وإذا لم تكن أنت من فعل ذلك، فلا يلزمك فعل شيء.
letter-sign-up = يريد شخص ما، وهو أنت على الأرجح، إنشاء حساب بهذا البريد الإلكتروني.
letter-sign-up-ignore = إذا لم تكن أنت من فعل ذلك، فلا يلزمك فعل شيء: لا يُنشأ حساب من دون الرابط.
letter-invited = أنت مدعو إلى { $site }
letter-invited-hint = يمكنك الحصول على حساب لدى { $site }. للبدء، اختر اسم مستخدم وكلمة مرور.
account-end-others = إنهاء جميع الجلسات الأخرى
account-data = تنزيل بياناتك
delete-title = حذف حسابك
delete-whose = هذا حساب { $username }.
delete-at-once = يُسجَّل خروجك فورًا من كل مكان، ولا يستطيع أي تطبيق استخدام الحساب.
delete-later = بعد { $duration } يُحذف نهائيًا كل ما هو محفوظ هنا عنك.
delete-keep = حتى ذلك الحين يمكنك الاحتفاظ بالحساب بتسجيل الدخول.
delete-account = حذف الحساب
delete-done = سيُحذف حسابك
delete-done-hint = سيحدث ذلك في { $date }. حتى ذلك الحين يمكنك الاحتفاظ به بتسجيل الدخول.
delete-last-owner = أنت المالك (owner) الوحيد هنا. امنح هذا الدور لشخص آخر أولًا.
keep-title = حسابك على وشك الحذف
keep-when = سيُحذف في { $date }. حتى ذلك الحين لا يستطيع أحد استخدامه.
keep-account = الاحتفاظ بحسابي
keep-not = تركه كما هو
profile-title = ملفك الشخصي
profile-what = يمكن للتطبيقات التي تسمح لها أن ترى ما تكتبه هنا. يمكنك ترك أي حقل فارغًا.
profile-look = يرجى مراجعة الحقول المشار إليها.
profile-save = حفظ
profile-name = الاسم الكامل
profile-given-name = الاسم الأول
profile-family-name = اسم العائلة
profile-nickname = اللقب
profile-picture = عنوان صورة
profile-website = موقع الويب
profile-birthdate = تاريخ الميلاد
profile-zoneinfo = المنطقة الزمنية
profile-locale = اللغة
profile-phone = رقم الهاتف
profile-street = الشارع ورقم المنزل
profile-postal-code = الرمز البريدي
profile-locality = المدينة
profile-region = الولاية أو المنطقة
profile-country = البلد
profile-url-hint = يبدأ بـ https://
profile-date-hint = مثل 1990-12-31، ويكفي العام وحده.
profile-zone-hint = مثل Europe/Paris.
profile-language-hint = مثل ar أو pt-BR. تتبعها هذه الصفحات متى أمكن.
profile-phone-hint = مع رمز البلد، مثل ‎+44 20 7946 0000‎.
profile-too-long = يجب ألا يزيد عدد الحروف على { $most }.
profile-control = يحتوي على حروف لا يمكن عرضها.
profile-url-wrong = أدخل عنوانًا كاملًا يبدأ بـ https://
profile-date-wrong = أدخل تاريخًا مثل 1990-12-31 أو عامًا.
profile-zone-wrong = أدخل اسم منطقة زمنية مثل Europe/Paris.
profile-language-wrong = أدخل رمز لغة مثل ar أو pt-BR.
profile-phone-wrong = أدخل الرقم مع رمز البلد، بدءًا بعلامة +

## الحساب الأول
setup-title = إنشاء الحساب الأول
setup-welcome = مرحبًا! هذا الحساب هو مالك هذه الخدمة ويمكنه تغيير كل شيء فيها. يمكنك إضافة أشخاص آخرين لاحقًا.
setup-look = أوشكت على الانتهاء: يُرجى مراجعة الحقول المميّزة.
setup-name = اسمك
setup-name-hint = كما ينبغي أن تعرضه التطبيقات.
setup-name-wrong = أدخل اسمك، بما لا يزيد على 200 حرف.
setup-username = اسم المستخدم
setup-username-hint = ما تسجّل به دخولك؛ ويصلح بريدك الإلكتروني أيضًا.
setup-email = البريد الإلكتروني
setup-email-hint = للرسائل المتعلقة بحسابك.
setup-password = كلمة المرور
setup-create = إنشاء الحساب
setup-closed = رابط الإعداد هذا لا يعمل
setup-closed-message = سبق استخدامه أو أنه ناقص. يمكن لمن يدير هذه الخدمة إظهار الرابط الصحيح بالأمر: signet setup-link

## ما الخطأ فيما كُتب
username-empty = أدخل اسم مستخدم.
username-too-long = يجب ألا يزيد اسم المستخدم على { $most } حرفًا.
username-space = احذف المسافات من اسم المستخدم.
username-character = استخدم حروف لوحة المفاتيح وأرقامها وعلاماتها فقط: لا يمكن أن يحتوي اسم المستخدم على { $character }.
username-mixed = استخدم حروف أبجدية واحدة فقط: اسم المستخدم هذا يخلط بين عدة أبجديات.
username-taken = اسم المستخدم هذا مأخوذ.
email-wrong = أدخل بريدًا إلكترونيًا مثل name@example.com.
email-taken = هذا العنوان مأخوذ.
password-too-short = يجب ألا يقل عدد الحروف عن { $least }. بضع كلمات لا رابط بينها سهلة التذكّر.
password-too-long = يجب ألا يزيد عدد الحروف على { $most }.
password-own-names = احذف أسماءك منها، أو أضف كلمات أخرى.
password-guessable = من السهل تخمين كلمة المرور هذه.
password-very-weak = القوة: ضعيفة جدًا
password-weak = القوة: ضعيفة
password-nearly = القوة: تكاد تكفي
password-add-words = أضف كلمة أو كلمتين. الكلمات النادرة أفضل.
password-common = يستخدم كثيرون كلمة مرور مشابهة.
password-keys = المفاتيح المتجاورة، مثل qwerty، من أول ما يُجرَّب.
password-repeat = التكرار لا يفيد كثيرًا.
password-sequence = المتتاليات مثل abc أو 6543 من أول ما يُجرَّب.
password-date = التواريخ والسنوات من أول ما يُجرَّب.
password-word = الكلمات المفردة من أول ما يُجرَّب.
password-name = الأسماء وأسماء العائلات من أول ما يُجرَّب.
password-capitals = الحروف الكبيرة لا تفيد كثيرًا.
password-backwards = الكلمات المكتوبة بالعكس لا تفيد كثيرًا.
password-substitution = الرموز بدل الحروف، مثل @ بدل a، لا تفيد كثيرًا.
password-breached = أصبحت كلمة المرور هذه معروفة بسبب اختراق خدمة أخرى. استخدم كلمة لا تستخدمها في أي مكان آخر.

## الصفحة الرئيسية
home-title = مرحبًا
home-welcome = مرحبًا بك في { $site }
home-hello = مرحبًا، { $name }
home-what = يسجّل الناس دخولهم هنا مرة واحدة، فيعرف كل تطبيق متصل من هم. ولا ترى التطبيقات كلمة المرور أبدًا.
home-demo = تجربة العرض التوضيحي
home-account = حسابك
home-connect = توصيل تطبيق
home-connect-hint = يمكن لأي تطبيق أو مكتبة تدعم OpenID Connect استخدام هذه الخدمة.
home-register = 1. سجّله على الجهاز الذي تعمل عليه هذه الخدمة
home-credentials = 2. أعطه معرّف العميل والسر اللذين يعرضهما الأمر، وجهة الإصدار هذه
home-discovery = إذا طلب عنوان الاكتشاف بدلًا من ذلك

## العودة إلى تطبيق
form-post-title = العودة إلى التطبيق
form-post-hint = إذا لم يحدث شيء، فاضغط الزر.

## الأخطاء
error-reference = إذا احتجت إلى مساعدة، فأعطِ هذا المرجع لمن يدير هذه الخدمة.
error-details = تفاصيل تقنية
error-ours = حدث خطأ ما هنا
error-ours-message = ليس هذا خطأك. يُرجى المحاولة مرة أخرى.
error-busy = عدد كبير من الناس في وقت واحد
error-busy-message = يُرجى الانتظار قليلًا ثم المحاولة مرة أخرى.
error-too-often = مرات كثيرة جدًا
error-too-often-message = يُرجى الانتظار { $duration } ثم المحاولة مرة أخرى.
error-unavailable = غير متاح حاليًا
error-unavailable-message = ليس هذا خطأك، ولم يُفقد شيء. يُرجى المحاولة مرة أخرى بعد قليل.
error-forged = انتهت صلاحية هذا النموذج
error-forged-message = لم يتغيّر شيء. ارجع إلى الخلف وأعد تحميل الصفحة ثم حاول مرة أخرى.
error-step = لا يمكن متابعة تسجيل الدخول هذا
error-step-message = استغرق وقتًا طويلًا، أو بدأ في متصفح آخر. ارجع إلى التطبيق وسجّل الدخول مرة أخرى.
error-not-found = لا يوجد شيء هنا
error-not-found-message = ربما كُتب العنوان خطأً.
error-unreadable = تتعذر قراءة الطلب
error-unreadable-message = أرسل التطبيق أو المتصفح شيئًا غير مفهوم هنا.
error-untrusted = لا يمكن الوثوق بطلب التطبيق
error-untrusted-message = لم يتم تسجيل دخولك ولم تُعَد إلى التطبيق، لأن الطلب لا يطابق ما هو مسجّل: { $why }. يمكن لمن يدير التطبيق إصلاح ذلك.
untrusted-repeated-client-id = ورد client_id أكثر من مرة
untrusted-missing-client-id = ‏client_id مفقود
untrusted-unknown-client = لا يوجد تطبيق مسجّل بهذا client_id
untrusted-repeated-redirect-uri = ورد redirect_uri أكثر من مرة
untrusted-missing-redirect-uri = ‏redirect_uri مفقود
untrusted-unregistered-redirect-uri = ‏redirect_uri غير مسجّل لهذا التطبيق
untrusted-refused = رُفض بالرمز { $code } ولا يذكر أي redirect_uri مسجّل

## التطبيق التوضيحي
demo-title = التطبيق التوضيحي
demo-what = تؤدي هذه الصفحة دور تطبيق من تطبيقاتك. لا تعرف عنك شيئًا حتى تسجّل الدخول.
demo-step-send = ترسلك إلى { $site } لتسجيل الدخول.
demo-step-code = تعود ومعك رمز، فتستبدل به رموز الوصول والهوية.
demo-step-check = تتحقق من هذه الرموز وتعرض لك كل ما تقوله.
demo-sign-in = تسجيل الدخول عبر { $site }
demo-result-title = تم تسجيل الدخول إلى العرض التوضيحي
demo-result = لقد سجّلت الدخول
demo-result-what = هذا ما تلقّاه التطبيق التوضيحي، وهذا معناه.
demo-again = تسجيل الدخول مرة أخرى
demo-header = الترويسة
demo-claims = البيانات
demo-raw = كما أُرسل
demo-check-state = الجواب خاص بتسجيل الدخول الذي بدأه هذا المتصفح (state).
demo-check-iss = وهو من { $value } وليس من أي مزوّد آخر (iss).
demo-check-pkce = تم استبدال الرمز بإثبات لا يقدر عليه سوى العرض التوضيحي (PKCE).
demo-check-signature = رمز الهوية موقّع من المزوّد: { $value }.
demo-check-aud = صدر للعرض التوضيحي (aud)، من هذا المزوّد (iss)، ولم تنتهِ صلاحيته (exp).
demo-check-nonce = صدر لتسجيل الدخول هذا بعينه (nonce).
demo-check-at-hash = وصل رمز الوصول مع رمز الهوية (at_hash).
demo-check-userinfo = تقبل Userinfo رمز الوصول وتتحدث عن الشخص نفسه (sub).
demo-id-token = رمز الهوية
demo-id-token-what = يخبر التطبيق بمن سجّل الدخول ومتى وكيف. وهو موقّع وموجّه إلى هذا التطبيق وحده.
demo-access-token = رمز الوصول
demo-access-token-jwt = يتيح للتطبيق أن يطلب شيئًا من واجهة برمجية نيابةً عن الشخص. ويمكن للواجهة التي تعرف المفاتيح العامة للمزوّد أن تتحقق منه بنفسها.
demo-access-token-opaque = يتيح للتطبيق أن يطلب شيئًا من واجهة برمجية نيابةً عن الشخص. لا يقول شيئًا لمن يحمله: تسأل الواجهة المزوّد عن معناه.
demo-userinfo = Userinfo
demo-userinfo-what = ما يجيب به المزوّد من يقدّم رمز الوصول: ما وافق الشخص على مشاركته.
demo-failed = لم يتمكن العرض التوضيحي من تسجيل دخولك
demo-not-started = لم يبدأ تسجيل الدخول هذا في هذا المتصفح، أو استغرق وقتًا طويلًا. ابدأ من جديد.
demo-mismatch = ليس هذا جواب تسجيل الدخول الذي بدأه هذا المتصفح. ابدأ من جديد.
demo-refused = لم يسجّل المزوّد دخولك: { $why }
demo-unreachable = لا يتلقى التطبيق التوضيحي جوابًا من المزوّد في { $issuer }.
demo-invalid = لا يقبل التطبيق التوضيحي ما أرسله المزوّد: { $why }.
demo-internal = تعطّل التطبيق التوضيحي.

## معاني بيانات الرموز
claim-alg = كيفية توقيعه.
claim-kid = أي مفتاح عام للمزوّد يتحقق من التوقيع.
claim-typ = نوع الرمز: JWT لرمز الهوية، وat+jwt لرمز الوصول.
claim-iss = من أصدره: المزوّد.
claim-sub = عمّن هو: المعرّف الذي يعطيه المزوّد للشخص. لا يتغيّر أبدًا، فينبغي للتطبيقات أن تعرف الناس به.
claim-aud = لمن هو موجّه. وعلى كل من سواه أن يرفضه.
claim-client-id = التطبيق الذي صدر له.
claim-scope = ما يسمح به.
claim-iat = وقت إصداره، بالثواني منذ عام 1970.
claim-nbf = غير صالح قبل هذا الوقت.
claim-exp = وقت انتهاء صلاحيته.
claim-auth-time = آخر وقت أثبت فيه الشخص هويته.
claim-acr = مدى قوة ذلك الإثبات.
claim-amr = طرق الإثبات، مثل pwd لكلمة المرور.
claim-nonce = القيمة العشوائية للتطبيق لتسجيل الدخول هذا، حتى لا يُستعمل رمز هوية مسروق في غيره.
claim-azp = التطبيق الذي طلبه.
claim-at-hash = بصمة رمز الوصول الذي جاء معه.
claim-c-hash = بصمة الرمز الذي جاء معه.
claim-s-hash = بصمة قيمة state في الطلب.
claim-sid = جلسة الشخص لدى المزوّد. تنتهي بتسجيل الخروج.
claim-jti = معرّف الرمز نفسه.
claim-grant-id = عائلة الرموز الناتجة عن تسجيل دخول واحد؛ ويمكن إنهاؤها معًا.
claim-name = الاسم الكامل كما ينبغي عرضه.
claim-given-name = الأسماء الأولى.
claim-family-name = أسماء العائلة.
claim-middle-name = الأسماء الوسطى.
claim-nickname = ما يناديه به الأصدقاء.
claim-preferred-username = الاسم الذي يسجّل به الشخص دخوله. قد يتغيّر: لا تعرف الناس به.
claim-profile = صفحة عن الشخص.
claim-picture = صورة الشخص.
claim-website = موقع الشخص الإلكتروني.
claim-email = البريد الإلكتروني. قد يتغيّر: لا تعرف الناس به.
claim-email-verified = هل يعلم المزوّد أن العنوان يخص الشخص.
claim-gender = الجنس.
claim-birthdate = تاريخ الميلاد؛ قد تكون السنة 0000، أو يكون التاريخ سنة فقط.
claim-zoneinfo = المنطقة الزمنية، مثل Asia/Riyadh.
claim-locale = اللغة والمنطقة، مثل ar-SA.
claim-phone-number = رقم الهاتف.
claim-phone-number-verified = هل يعلم المزوّد أن الرقم يخص الشخص.
claim-address = العنوان البريدي.
claim-updated-at = آخر وقت تغيّر فيه شيء من هذا.
claim-groups = المجموعات التي ينتمي إليها الشخص.

## التطبيقات خلف وكيل
forward-auth-no-proxy = لا يجيب هذا الخادم عن الأسئلة المتعلقة بالتطبيقات إلا للوكلاء الذين يعرفهم.
forward-auth-unknown-site = لا يوجد تطبيق محمي على هذا العنوان.
forward-auth-not-allowed = لا يمكن لحسابك استخدام هذا التطبيق. اطلب الوصول ممن يديره.
forward-auth-lost = تعذّر إكمال تسجيل الدخول. افتح التطبيق مرة أخرى.

## The sign-in history
history-title = سجل تسجيلات الدخول
history-hint = أحدث عمليات تسجيل الدخول إلى حسابك. إذا لم تتعرف على إحداها، فغيّر كلمة المرور.
history-none = لا شيء معروف بعد.
history-succeeded = تم تسجيل الدخول
history-failed = محاولة فاشلة
history-code = رمز لمرة واحدة
