# Signet が利用者に伝える言葉(日本語)。

## 複数のページに共通
title-of-error = エラー:{ $title }
language-choice = 言語
home = ホーム
continue = 続ける
cancel = キャンセル
sign-in = ログイン
sign-out = ログアウト
start-page = スタートページへ
opens-in-new-tab = (新しいタブで開きます)
signed-in-as = { $username } としてログインしています。
duration-seconds = { $count } 秒
duration-minutes = { $count } 分
duration-days = { $count } 日

## 要求しているアプリ
client-website = ウェブサイト
client-privacy = プライバシーポリシー
client-terms = 利用規約

## ログイン
sign-in-title = ログイン
sign-in-again = ご本人であることを確認してください
sign-in-again-hint = 続けるには、パスワードをもう一度入力してください。
sign-in-to = 続行先:
sign-in-username = ユーザー名またはメールアドレス
sign-in-password = パスワード
password-show = パスワードを表示
sign-in-confirm = 確認
sign-in-wrong = ユーザー名またはパスワードが正しくありません。もう一度お試しください。
sign-in-stuck = パスワードを思い出せませんか。メールアドレスにお送りするリンクから、新しいパスワードを設定できます。
sign-in-wait = 失敗した回数が多すぎます。{ $duration }待ってから、もう一度お試しください。

## パスキー
passkey-use = パスキーを使用
passkey-create = パスキーを作成
passkey-name = 名前
passkey-rename = 名前を変更
passkey-save = 保存
passkey-title = パスキーを作成
passkey-hint = 指紋や顔認証、端末の PIN、またはセキュリティキーを使って、パスワードなしでログインできます。
passkey-second = パスキーを使用してください。
passkey-second-hint = パスキーを使用するか、認証アプリに表示されるコードを入力してください。
passkey-also = パスキーがあれば、パスワードなしでもログインできます。
passkey-failed = パスキーは使用されませんでした。もう一度お試しください。
passkey-wrong = このパスキーは受け付けられなかったか、時間がかかりすぎました。もう一度お試しください。
passkey-cannot = このブラウザーではパスキーを使用できないか、JavaScript が無効になっています。別のブラウザー、または画面ロックのある携帯電話やパソコンでこのページを開いてください。
passkey-needed = ここでログインするにはパスキーが必要です。
passkey-help = 作成できない場合は、前に戻るか、アカウントの管理者にお問い合わせください。
passkey-other = 別の方法を使用

## パスワードでのログイン後に表示するパスキーの案内
offer-title = 次回からパスワードなしでログインしますか?
offer-hint = パスキーがあれば、指紋や顔認証、またはこの端末の PIN でログインできます。推測されることも、偽のページに使われることもありません。
offer-effect = 以後はパスワードだけではログインできません。ほかの端末では、パスキー、または次に表示されるリカバリーコードのいずれかが必要です。
offer-later = 今はしない
offer-never = 今後表示しない

## アカウントの選択
select-title = アカウントを選択
select-other = 別のアカウントを使用
turned-away-title = このアカウントではアクセスできません
turned-away-message = このアカウントでは { $client } を使用できません。使用できるはずの場合は、アカウントの管理者にお問い合わせください。
turned-away-back = アプリに戻る

## 同意
consent-title = { $client } にアクセスを許可しますか?
consent-able = このアプリは次のことができるようになります:
consent-subject = このアプリは、あなたがここにアカウントを持っていることだけを知り、それ以外のことは知りません。
consent-allow = 許可
consent-deny = 拒否
consent-trust = 信頼できるものだけを許可してください。
consent-switch = ご本人ではありませんか?別のアカウントを使用
scope-openid = あなたが誰であるかを知る
scope-openid-detail = ここでのあなたのアカウントを表す番号
scope-profile = プロフィールを見る
scope-profile-detail = 名前、写真、言語など
scope-email = メールアドレスを見る
scope-email-detail = 確認済みかどうかも含みます
scope-address = 住所を見る
scope-phone = 電話番号を見る
scope-groups = グループを見る
scope-groups-detail = 所属するチームと役割
scope-api = あなたの名前でこのサービスを管理する
scope-api-detail = あなたの役割で許されているすべてのこと
scope-offline-access = 離れている間も接続を保つ
scope-offline-access-detail = アカウントページで取り消すまで続きます
see-name = 名前を見る
see-given-name = 名を見る
see-family-name = 姓を見る
see-middle-name = ミドルネームを見る
see-nickname = ニックネームを見る
see-username = ユーザー名を見る
see-profile-page = プロフィールページのアドレスを見る
see-picture = 写真を見る
see-website = ウェブサイトのアドレスを見る
see-email-verified = メールアドレスが確認済みかどうかを見る
see-gender = 性別を見る
see-birthdate = 生年月日を見る
see-zoneinfo = タイムゾーンを見る
see-locale = 言語を見る
see-phone-verified = 電話番号が確認済みかどうかを見る
see-updated-at = プロフィールが最後に変更された日時を見る
see-other = あなたに関する次の情報を見る:{ $claim }

## デバイス
device-title = デバイスを接続
device-hint = デバイスに表示されているコードを入力してください。
device-code = コード
device-wrong = このコードで待っているデバイスはありません。デバイスの表示と見比べるか、デバイスで最初からやり直してください。
device-wait = 間違ったコードの回数が多すぎます。{ $duration }待ってから、もう一度お試しください。
device-confirm-title = { $client } を接続しますか?
device-compare = ご自身で始めた操作で、デバイスに次のコードが表示されている場合にだけ続けてください:
device-subject = このデバイスは、あなたがここにアカウントを持っていることだけを知り、それ以外のことは知りません。
device-able = このデバイスは次のことができるようになります:
device-connect = 接続
device-done-title = デバイスを接続しました
device-done = デバイスが接続されました
device-done-hint = 数秒以内にデバイスで自動的に続きます。このページは閉じてかまいません。
device-denied-title = デバイスは接続されていません
device-denied = デバイスは接続されませんでした
device-denied-hint = デバイスには何も渡していません。このページは閉じてかまいません。
device-gone = デバイスはもう待っていません
device-gone-message = 時間がかかりすぎたか、すでに決定されています。デバイスで最初からやり直してください。

## ログアウト
sign-out-title = ログアウトしますか?
sign-out-by-app = このアプリが、ここでのセッションの終了を求めています:
sign-out-here = このデバイスでのセッションが終了します。
sign-out-stay = ログインしたままにする
signed-out-title = ログアウトしました
signed-out-ended = このデバイスでの { $site } のセッションは終了しました。
signed-out-shared = 共用のコンピューターでは、ブラウザーのウィンドウも閉じてください。
signed-out-frame = アプリからログアウトしています
signed-out-back = { $client } に戻る
signed-out-the-app = アプリ
sign-out-refused = アプリのログアウト要求が正しくありません
sign-out-refused-message = アプリが送った ID トークンがここで発行されたものでないか、戻り先のアドレスがこのアプリに登録されていません。ここではまだログインしています。アプリの運営者が修正できます。

## アカウントページ
account-title = アカウント
account-name = 名前
account-username = ユーザー名
account-email = メールアドレス
account-sessions = ログインしている場所
account-sessions-hint = 心当たりのないセッションは終了してください。
account-this-device = このデバイス
account-last-used = 最終利用:{ $date }
account-since = 開始:{ $date }
account-end = 終了
account-others = このブラウザーの他のアカウント
account-others-hint = 別のアカウントでサインインしても、このアカウントはそのまま残ります。アプリには選んだアカウントが渡されます。
account-switch = 切り替え先：
account-add = 別のアカウントでサインイン
account-apps = アクセスできるアプリ
account-no-apps = まだありません。あなたの情報を見ることを許可したアプリがここに表示されます。
account-apps-hint = アクセスを取り消すと、アプリはあなたのアカウントから切り離され、改めて許可を求める必要があります。
account-open = 開く
account-withdraw = 取り消す
account-device = { $system } の { $browser }
account-unknown-device = 不明なデバイス
place-same = 現在の場所から
place-near = 現在のネットワークから
place-local = ローカルネットワークから
place-elsewhere = 別の場所から
account-change-password = パスワードを変更
account-change-email = メールアドレスを変更


## 2 つ目の要素
second-title = ご本人であることを確認してください
second-code-hint = 認証アプリに表示されているコードを入力してください。
second-recovery-hint = リカバリーコードを 1 つ入力してください。それぞれ 1 回だけ使えます。
second-recovery-renews = その後、新しいパスキーを作成します。
second-code = コード
second-recovery-code = リカバリーコード
second-remember = このデバイスでは { $duration }間確認しない
second-use-recovery = 代わりにリカバリーコードを使用
second-wrong = このコードは正しくないか、すでに使われています。もう一度お試しください。
second-not-done = このアカウントには、ログインしたときよりも強い本人確認が必要になりました。今送信した内容は実行されていません。続けて本人確認を行い、もう一度送信してください。

## 認証アプリの設定
enrol-title = 認証アプリを設定
enrol-second = 2 つ目の要素を設定
enrol-app = または認証アプリ
enrol-needed = ここでは、パスワードのほかに 2 つ目の要素が必要です。
enrol-scan = 認証アプリでこの画像を読み取ってください。
enrol-picture = 認証アプリ用の画像
enrol-type = または、次のキーをアプリに入力してください:
enrol-confirm = アプリに表示されたコードを入力してください。
enrol-turn-on = 有効にする
enrol-wrong = 現在アプリに表示されているコードではありません。もう一度お試しください。

## リカバリーコード
codes-title = リカバリーコード
codes-hint = 認証アプリを失ったとき、1 つのコードで 1 回ログインできます。印刷するか書き留めてください。表示されるのは今回だけで、以前のコードは使えなくなります。
codes-kept = 保管しました

## ログインとセキュリティ
security-title = ログインとセキュリティ
security-factors = 2 つ目の要素
security-factors-hint = パスワードを知られても、このうちの 1 つがなければログインできません。
security-app = 認証アプリ
security-passkey = パスキー
security-remove = 削除
security-codes = リカバリーコード
security-codes-left = 残り { $count } 個です。新しく作成すると置き換えられます。
security-new-codes = リカバリーコードを新しく作成
security-needed = このアカウントには 2 つ目の要素が必要です。削除する前に別のものを設定してください。

## 新しいパスワード
new-password-title = 新しいパスワードを決めてください
new-password-effect = 変更すると、すべてのブラウザーとアプリからログアウトします。
new-password-current = 現在のパスワード
new-password-new = 新しいパスワード
new-password-hint = { $least } 文字以上にしてください。互いに関係のない単語を 4、5 個並べると、強くて覚えやすくなります。空白も使えます。
new-password-save = パスワードを保存
new-password-not-right = パスワードが正しくありません。
new-password-done = パスワードを変更しました
new-password-done-here = ほかのすべてのブラウザーと、すべてのアプリからログアウトしました。
new-password-done-everywhere = 新しいパスワードでログインしてください。すべてのブラウザーとアプリからログアウトしました。

## 新しいメールアドレス
new-email-title = メールアドレスを変更
new-email-now = 新しいアドレスに送るリンクで確認するまでは、{ $email } のままです。
new-email-none = 新しいアドレスに送るリンクで確認すると有効になります。
new-email-new = 新しいメールアドレス
new-email-sent = 新しいメールボックスを確認してください
new-email-sent-hint = リンクを送信しました。1 時間以内にリンクを開いて確認するまで、アドレスは変わりません。
new-email-confirm = メールアドレスを確認
new-email-use = このアドレスを使用
new-email-done = メールアドレスを変更しました
new-email-done-hint = 今後のアドレスは { $email } です。

## パスワードを忘れたとき
recover-link = パスワードをお忘れですか?
recover-title = 新しいパスワードを設定
recover-hint = アカウントのメールアドレスにリンクを送ります。
recover-back = ログインに戻る
recover-sent-hint = 該当するアカウントがあり、メールアドレスが確認済みであれば、新しいパスワードを設定するためのリンクを送信しました。1 時間有効です。

## 新しいアカウント
sign-up-link = アカウントを作成
sign-up-title = アカウントを作成
sign-up-hint = まず、メールアドレスにリンクを送ります。
sign-up-have = すでにアカウントを持っています
sign-up-sent-hint = 続けるためのリンクを送信しました。1 時間有効です。
sign-up-domain = 次のいずれかのドメインのアドレスを使ってください:{ $domains }
sign-up-for = { $email } 用

## メールのリンク
link-send = リンクを送信
link-sent = メールボックスを確認してください
link-used = このリンクは使用済みです
link-used-message = 1 回だけ使えます。まだ必要な場合は、新しいリンクをお求めください。
link-gone = このリンクは使えません
link-gone-message = 古すぎるか、途中で切れています。新しいリンクをお求めください。

## メール
letter-change = { $change }({ $username })。
letter-password = パスワードが変更されました
letter-password-detail = すべてのブラウザーとアプリからログアウトしました。新しいパスワードでもう一度ログインしてください。
letter-factor-added = アカウントにログイン方法が追加されました
letter-factor-added-detail = 名称:{ $name }
letter-factor-removed = アカウントからログイン方法が削除されました
letter-factor-removed-detail = 名称:{ $name }
letter-codes = アカウントのリカバリーコードが新しく作成されました
letter-codes-detail = 以前に控えたコードは使えなくなりました。
letter-email = アカウントのメールアドレスが変更されました
letter-email-detail = 今後のお知らせは { $email } に届きます。ログインにも、このアドレスの代わりにそちらを使います。
letter-left = アカウントは削除されます
letter-left-detail = { $date } に削除されます。すべての場所からサインアウトされました。それまでは、サインインすればアカウントを残すことができます。
letter-deleted = アカウントが削除されました
letter-deleted-detail = 何も残っていません。
letter-was-you = ご本人による操作であれば、何もする必要はありません。
letter-was-not-you = お心当たりがない場合は、ほかの人にパスワードを知られているおそれがあります。すぐに新しいパスワードを設定し、このサービスの運営者にお知らせください。
letter-ignore = お心当たりがない場合は、何もする必要はありません。
letter-works-an-hour = リンクは 1 時間有効で、1 回だけ使えます。
letter-works-once = リンクは 1 回だけ使えます。
letter-recover = どなたか(おそらくご本人)が、アカウント { $username } の新しいパスワードを求めました。
letter-recover-ignore = お求めでない場合は、何もする必要はありません。パスワードは変わりません。
letter-confirm = 今後、このメールアドレスをアカウント { $username } で使うための確認です。
letter-confirm-link = このアドレスを確認
letter-confirm-ignore = このアカウントに心当たりがない場合は、何もする必要はありません。
letter-taken = このアドレスにはすでにアカウントがあります
letter-taken-why = どなたかが、このメールアドレスを自分のアカウントに設定しようとしました。すでに別のアカウントのものであるため、何も変更されていません。
letter-known = すでにアカウントをお持ちです
letter-known-why = どなたか(おそらくご本人)が、このメールアドレスでアカウントを作成しようとしました。アカウントはすでにあります。
letter-known-hint = パスワードがわからない場合は、そこで「{ $recover }」をお使いください。お心当たりがない場合は、何もする必要はありません。
letter-sign-up = どなたか(おそらくご本人)が、このメールアドレスでアカウントを作成しようとしています。
letter-sign-up-ignore = お心当たりがない場合は、何もする必要はありません。リンクを開かなければアカウントは作成されません。
letter-invited = { $site } への招待
letter-invited-hint = { $site } のアカウントを作成できます。まず、ユーザー名とパスワードを決めてください。
account-end-others = ほかのセッションをすべて終了
account-data = データをダウンロード
delete-title = アカウントの削除
delete-whose = { $username } のアカウントです。
delete-at-once = すぐにすべての場所からサインアウトされ、どのアプリもこのアカウントを使えなくなります。
delete-later = { $duration }後に、ここに保存されているあなたの情報はすべて完全に削除されます。
delete-keep = それまでは、サインインすればアカウントを残すことができます。
delete-account = アカウントを削除
delete-done = アカウントは削除されます
delete-done-hint = 削除日時は { $date } です。それまでは、サインインすればアカウントを残すことができます。
delete-last-owner = あなたはここで唯一の所有者（owner）です。先に別の人を所有者にしてください。
keep-title = アカウントはまもなく削除されます
keep-when = { $date } に削除されます。それまでは誰もこのアカウントを使えません。
keep-account = アカウントを残す
keep-not = このままにする
profile-title = プロフィール
profile-what = 入力した内容は、許可したアプリから見えます。空欄のままでもかまいません。
profile-look = 印の付いた項目を確認してください。
profile-save = 保存
profile-name = 氏名
profile-given-name = 名
profile-family-name = 姓
profile-nickname = ニックネーム
profile-picture = 画像のアドレス
profile-website = ウェブサイト
profile-birthdate = 生年月日
profile-zoneinfo = タイムゾーン
profile-locale = 言語
profile-phone = 電話番号
profile-street = 番地・建物名
profile-postal-code = 郵便番号
profile-locality = 市区町村
profile-region = 都道府県
profile-country = 国
profile-url-hint = https:// で始まるアドレス
profile-date-hint = 例:1990-12-31。年だけでもかまいません。
profile-zone-hint = 例:Europe/Paris
profile-language-hint = 例:ja や pt-BR。このサイトも可能な限りこの言語で表示します。
profile-phone-hint = 国番号から。例:+81 3 1234 5678
profile-too-long = { $most } 文字以内にしてください。
profile-control = 表示できない文字が含まれています。
profile-url-wrong = https:// で始まる完全なアドレスを入力してください。
profile-date-wrong = 1990-12-31 のような日付か、年を入力してください。
profile-zone-wrong = Europe/Paris のようなタイムゾーン名を入力してください。
profile-language-wrong = ja や pt-BR のような言語コードを入力してください。
profile-phone-wrong = + で始まる国番号付きの番号を入力してください。

## 最初のアカウント
setup-title = 最初のアカウントを作成
setup-welcome = ようこそ!このアカウントはこのサービスの所有者となり、すべてを変更できます。ほかの人は後から追加できます。
setup-look = あと少しです。印の付いた項目を確認してください。
setup-name = お名前
setup-name-hint = アプリに表示する名前です。
setup-name-wrong = お名前を 200 文字以内で入力してください。
setup-username = ユーザー名
setup-username-hint = ログインに使います。メールアドレスでもログインできます。
setup-email = メールアドレス
setup-email-hint = アカウントに関するお知らせに使います。
setup-password = パスワード
setup-create = アカウントを作成
setup-closed = この設定用リンクは使えません
setup-closed-message = すでに使われたか、途中で切れています。このサービスの運営者は次のコマンドで正しいリンクを表示できます:signet setup-link

## 入力の誤り
username-empty = ユーザー名を入力してください。
username-too-long = ユーザー名は { $most } 文字以内にしてください。
username-space = ユーザー名から空白を取り除いてください。
username-character = キーボードの文字、数字、記号だけを使ってください。{ $character } はユーザー名に使えません。
username-mixed = 1 種類の文字体系だけを使ってください。このユーザー名には複数の文字体系が混ざっています。
username-taken = このユーザー名はすでに使われています。
email-wrong = name@example.com のようなメールアドレスを入力してください。
email-taken = このアドレスはすでに使われています。
password-too-short = { $least } 文字以上にしてください。互いに関係のない単語をいくつか並べると覚えやすくなります。
password-too-long = { $most } 文字以内にしてください。
password-own-names = ご自身の名前を取り除くか、ほかの単語を加えてください。
password-guessable = このパスワードは推測されやすいものです。
password-very-weak = 強度：非常に弱い
password-weak = 強度：弱い
password-nearly = 強度：あと少し
password-add-words = 単語を 1、2 個加えてください。珍しい単語ほど安全です。
password-common = よく似たパスワードが多くの人に使われています。
password-keys = qwerty のようにキーボードで隣り合う文字は、早いうちに試されます。
password-repeat = 同じものを繰り返しても、ほとんど効果がありません。
password-sequence = abc や 6543 のような並びは、早いうちに試されます。
password-date = 日付や年は、早いうちに試されます。
password-word = 単語 1 つだけのものは、早いうちに試されます。
password-name = 姓や名は、早いうちに試されます。
password-capitals = 大文字にしても、ほとんど効果がありません。
password-backwards = 単語を逆から綴っても、ほとんど効果がありません。
password-substitution = a の代わりに @ を使うような置き換えは、ほとんど効果がありません。
password-breached = このパスワードは、別のサービスからの流出によって知られています。ほかで使っていないものにしてください。

## ホーム
home-title = ようこそ
home-welcome = { $site } へようこそ
home-hello = こんにちは、{ $name } さん
home-what = ここで一度ログインすれば、接続したすべてのアプリがあなたを認識します。アプリがパスワードを見ることはありません。
home-demo = デモを試す
home-account = アカウント
home-connect = アプリを接続
home-connect-hint = OpenID Connect に対応したアプリやライブラリなら、このサービスを利用できます。
home-register = 1. このサービスが動いているマシンでアプリを登録します
home-credentials = 2. コマンドが表示するクライアント ID とシークレット、そして次の発行者をアプリに設定します
home-discovery = 代わりにディスカバリーのアドレスを求められた場合

## アプリに戻る
form-post-title = アプリに戻ります
form-post-hint = 何も起こらない場合は、ボタンを押してください。

## エラー
error-reference = お困りの場合は、この番号をサービスの運営者にお伝えください。
error-details = 技術的な詳細
error-ours = こちらで問題が発生しました
error-ours-message = お客様の操作のせいではありません。もう一度お試しください。
error-busy = アクセスが集中しています
error-busy-message = しばらく待ってから、もう一度お試しください。
error-too-often = 回数が多すぎます
error-too-often-message = { $duration }待ってから、もう一度お試しください。
error-unavailable = 現在ご利用いただけません
error-unavailable-message = お客様の操作のせいではなく、何も失われていません。しばらくしてから、もう一度お試しください。
error-forged = このフォームは期限切れです
error-forged-message = 何も変更されていません。前のページに戻り、再読み込みしてから、もう一度お試しください。
error-step = このログインは続けられません
error-step-message = 時間がかかりすぎたか、別のブラウザーで始められたものです。アプリに戻って、もう一度ログインしてください。
error-not-found = ここには何もありません
error-not-found-message = アドレスに誤りがあるかもしれません。
error-unreadable = 要求を読み取れません
error-unreadable-message = アプリまたはブラウザーから、ここでは解釈できないものが送られました。
error-untrusted = アプリの要求を信頼できません
error-untrusted-message = 要求が登録内容と合わないため、ログインもアプリへの移動も行われませんでした({ $why })。アプリの運営者が修正できます。
untrusted-repeated-client-id = client_id が複数指定されています
untrusted-missing-client-id = client_id がありません
untrusted-unknown-client = この client_id で登録されたアプリはありません
untrusted-repeated-redirect-uri = redirect_uri が複数指定されています
untrusted-missing-redirect-uri = redirect_uri がありません
untrusted-unregistered-redirect-uri = redirect_uri はこのアプリに登録されていません
untrusted-refused = { $code } として拒否され、登録済みの redirect_uri が示されていません

## デモアプリ
demo-title = デモアプリ
demo-what = このページは、あなたのアプリの役を演じます。ログインするまで、あなたのことは何も知りません。
demo-step-send = ログインのために { $site } へ移動します。
demo-step-code = コードを受け取って戻り、デモアプリがそれをトークンと交換します。
demo-step-check = トークンを検証し、その内容をすべて表示します。
demo-sign-in = { $site } でログイン
demo-result-title = デモにログインしました
demo-result = ログインしました
demo-result-what = デモアプリが受け取ったものと、その意味です。
demo-again = もう一度ログイン
demo-header = ヘッダー
demo-claims = クレーム
demo-raw = 送られたままの形
demo-check-state = この応答は、このブラウザーが始めたログインに対するものです(state)。
demo-check-iss = { $value } からの応答であり、ほかのプロバイダーからではありません(iss)。
demo-check-pkce = コードは、デモだけが示せる証明とともに交換されました(PKCE)。
demo-check-signature = ID トークンはプロバイダーが署名しています:{ $value }。
demo-check-aud = デモのために(aud)、このプロバイダーが発行し(iss)、期限は切れていません(exp)。
demo-check-nonce = まさにこのログインのために発行されました(nonce)。
demo-check-at-hash = アクセストークンは ID トークンと一緒に届きました(at_hash)。
demo-check-userinfo = Userinfo はアクセストークンを受け入れ、同じ人について答えています(sub)。
demo-id-token = ID トークン
demo-id-token-what = 誰が、いつ、どのようにログインしたかをアプリに伝えます。署名されており、このアプリだけに宛てたものです。
demo-access-token = アクセストークン
demo-access-token-jwt = アプリが本人に代わって API に依頼するためのものです。プロバイダーの公開鍵を知っている API は、自分で検証できます。
demo-access-token-opaque = アプリが本人に代わって API に依頼するためのものです。持っているだけでは内容は分かりません。API がその意味をプロバイダーに問い合わせます。
demo-userinfo = Userinfo
demo-userinfo-what = アクセストークンを提示した相手にプロバイダーが返す、本人が共有に同意した情報です。
demo-failed = デモはログインを完了できませんでした
demo-not-started = このログインはこのブラウザーで始められていないか、時間がかかりすぎました。最初からやり直してください。
demo-mismatch = これは、このブラウザーが始めたログインへの応答ではありません。最初からやり直してください。
demo-refused = プロバイダーがログインを完了しませんでした:{ $why }
demo-unreachable = デモアプリは { $issuer } のプロバイダーから応答を得られません。
demo-invalid = デモアプリは、プロバイダーが送ったものを受け入れられません:{ $why }。
demo-internal = デモアプリで問題が発生しました。

## トークンの項目の意味
claim-alg = 署名の方式。
claim-kid = プロバイダーのどの公開鍵で署名を検証するか。
claim-typ = トークンの種類。ID トークンは JWT、アクセストークンは at+jwt です。
claim-iss = 発行者、つまりプロバイダー。
claim-sub = 誰についてのものか。プロバイダーがその人に付けた識別子です。変わることがないため、アプリはこれで人を識別すべきです。
claim-aud = 誰に宛てたものか。ほかの誰もが拒否しなければなりません。
claim-client-id = 発行先のアプリ。
claim-scope = 許可する内容。
claim-iat = 発行された時刻(1970 年からの秒数)。
claim-nbf = この時刻より前は無効です。
claim-exp = 期限が切れる時刻。
claim-auth-time = 本人であることが最後に証明された時刻。
claim-acr = その証明の強さ。
claim-amr = 証明の方法。たとえば pwd はパスワードです。
claim-nonce = このログインのためのアプリの乱数。盗まれた ID トークンがほかのログインで使われるのを防ぎます。
claim-azp = これを求めたアプリ。
claim-at-hash = 一緒に届いたアクセストークンの指紋。
claim-c-hash = 一緒に届いたコードの指紋。
claim-s-hash = 要求の state の指紋。
claim-sid = プロバイダーでのその人のセッション。ログアウトすると終了します。
claim-jti = トークン自身の識別子。
claim-grant-id = 1 回のログインから生まれた一連のトークン。まとめて終了できます。
claim-name = 表示用の氏名。
claim-given-name = 名。
claim-family-name = 姓。
claim-middle-name = ミドルネーム。
claim-nickname = 友人が呼ぶ名前。
claim-preferred-username = ログインに使う名前。変わることがあるため、これで人を識別しないでください。
claim-profile = その人についてのページ。
claim-picture = その人の写真。
claim-website = その人のウェブサイト。
claim-email = メールアドレス。変わることがあるため、これで人を識別しないでください。
claim-email-verified = アドレスが本人のものだとプロバイダーが確認しているかどうか。
claim-gender = 性別。
claim-birthdate = 生年月日。年が 0000 のことや、年だけのことがあります。
claim-zoneinfo = タイムゾーン。例:Asia/Tokyo。
claim-locale = 言語と地域。例:ja-JP。
claim-phone-number = 電話番号。
claim-phone-number-verified = 番号が本人のものだとプロバイダーが確認しているかどうか。
claim-address = 住所。
claim-updated-at = これらのどれかが最後に変わった時刻。
claim-groups = その人が所属するグループ。

## プロキシの背後にあるアプリ
forward-auth-no-proxy = このサーバーは、登録されたプロキシからのアプリに関する問い合わせにのみ応答します。
forward-auth-unknown-site = このアドレスに保護されたアプリはありません。
forward-auth-not-allowed = あなたのアカウントではこのアプリを使用できません。管理者にアクセスを依頼してください。
forward-auth-lost = サインインを完了できませんでした。もう一度アプリを開いてください。

## The sign-in history
history-title = サインインの履歴
history-hint = アカウントへの最近のサインインです。心当たりのないものがあれば、パスワードを変更してください。
history-none = まだ記録がありません。
history-succeeded = サインイン
history-failed = 失敗した試行
history-code = ワンタイムコード
