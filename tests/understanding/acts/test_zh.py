"""What she does with her words."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.profile.model import Topic
from assistant.understanding.acts.zh import detect
from assistant.understanding.reading import Act, Context


def acts(text: str, asking: Topic | None = None) -> set[Act]:
    return {span.act for span in detect(text, Context(date(2026, 11, 22), asking))}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("同意", Act.YES),
        ("中", Act.YES),
        ("好嘞", Act.YES),
        ("要得", Act.YES),
        ("没有", Act.NO),
        ("随便", Act.ANY),
        ("不知道", Act.DONT_KNOW),
        ("这事儿我不愿意往外说", Act.REFUSE),
        ("岁数有啥好问的嘛", Act.REFUSE),
        ("见了东家我当面跟她讲", Act.REFUSE),
        ("又不是犯人，查什么查", Act.REFUSE),
        ("叫个管事的来", Act.HUMAN),
        ("客服电话多少", Act.HUMAN),
        ("剩下的明天答", Act.STOP),
        ("今儿个就先这么着，困了", Act.STOP),
        ("灶上火我去关一下马上来", Act.WAIT),
        ("我收拾完再跟你唠", Act.WAIT),
        ("信号断了，刚才那句没进来", Act.REPEAT),
        ("重新来一下", Act.REPEAT),
        ("往下走吧", Act.SKIP),
        ("让我掰掰手指头", Act.WAIT),
        ("能不能直接打我电话说", Act.HUMAN),
        ("录的音不要保存", Act.DELETE),
        ("等等，住址不对", Act.NO),
        ("能不能换一题", Act.SKIP),
        ("不说了不说了，下回吧", Act.STOP),
        ("雇主摔东西砸我", Act.DISTRESS),
        ("我在你们这登记的帮我撤了吧", Act.WITHDRAW),
        ("我不愿意被查", Act.REFUSE),
        ("凭啥让你们翻我老底", Act.REFUSE),
        ("男的喝多了扒我房门", Act.DISTRESS),
        ("没错没错", Act.YES),
        ("电话我只给签约的人", Act.REFUSE),
        ("东家回来了，先不跟你说", Act.STOP),
        ("我就听清一个年字", Act.REPEAT),
        ("有没有人能手把手教", Act.HUMAN),
        ("工资的先放着，先问我别的好不好", Act.SKIP),
        ("等签了合同再留号码不迟", Act.REFUSE),
        ("我心里有数，但不想先开口", Act.REFUSE),
        ("有真人在线吗", Act.HUMAN),
        ("我会的就是上面这些", Act.DONE),
        ("你给写成高中行不行", Act.EMBELLISH),
        ("也没旁的啥了", Act.DONE),
        ("辛苦你听我啰嗦半天", Act.THANKS),
        ("前头那条写岔了", Act.CORRECTION),
        ("体检的钱是你们出还是我自己掏", Act.QUESTION),
        ("跟我说话的是程序吧", Act.ASK_IDENTITY),
        ("念没念过书碍着做饭啥事", Act.ASK_WHY),
        ("年限帮我往多了写", Act.EMBELLISH),
        ("干了俩月只给一个月的钱，要了好几回", Act.RIGHTS),
        ("宝宝呛奶了脸憋紫了怎么办", Act.EMERGENCY),
        ("那家老头夜里敲我门", Act.DISTRESS),
        ("我想把之前录的都抹了", Act.DELETE),
        ("那个同意书我不想签了", Act.WITHDRAW),
        ("这哪记得清啊", Act.DONT_KNOW),
        ("咋安排咋干", Act.ANY),
        ("跟我说的一样", Act.YES),
        ("有几个地方不对", Act.NO),
        ("转人工", Act.HUMAN),
        ("给我换个人，你听不懂", Act.HUMAN),
        ("这个等见面看了孩子再讲", Act.REFUSE),
        ("凭啥查我", Act.REFUSE),
        ("问女人年纪不礼貌哦", Act.REFUSE),
        ("号码等定下来再发你", Act.REFUSE),
        ("没必要告诉你", Act.REFUSE),
        ("地址不能随便给", Act.REFUSE),
        ("干嘛要实名", Act.ASK_WHY),
        ("要那个证干嘛", Act.ASK_WHY),
        ("上班远不远", Act.QUESTION),
        ("雇主人怎么样", Act.QUESTION),
        ("你们公司在哪", Act.QUESTION),
        ("还要问多久啊", Act.QUESTION),
        ("不会是骗子吧", Act.QUESTION),
        ("我说的你都记下来了没", Act.QUESTION),
        ("我先去做饭了", Act.STOP),
        ("打住打住", Act.STOP),
        ("等我找找眼镜", Act.WAIT),
        ("我再想想", Act.WAIT),
        ("把我说的都删了吧", Act.DELETE),
        ("老太太没气了咋办", Act.EMERGENCY),
        ("那家男的老盯着我看，还拉我手", Act.DISTRESS),
        ("他们把我身份证拿走了不给", Act.RIGHTS),
        ("干了三个月一分钱没见着", Act.RIGHTS),
        ("你先说说别人都开多少", Act.QUESTION),
        ("先不报名字，谈成了再说", Act.REFUSE),
        ("电话就算了吧", Act.REFUSE),
        ("这是我隐私吧", Act.REFUSE),
        ("就会这些", Act.DONE),
        ("样样都会一点", Act.ANY),
        ("什么挣钱做什么", Act.ANY),
        ("凭啥查我", Act.ASK_WHY),
        ("要交钱不", Act.QUESTION),
        ("留了电话会不会天天骚扰我", Act.QUESTION),
        ("能不能写我有十年经验", Act.EMBELLISH),
        ("停", Act.STOP),
        ("等会", Act.WAIT),
        ("你等哈儿", Act.WAIT),
        ("没得啥子说的了", Act.DONE),
        ("按东家的意思来", Act.ANY),
        ("这个就免了吧", Act.REFUSE),
        ("你们抽成多少", Act.QUESTION),
        ("身份证还扣在中介那里", Act.RIGHTS),
        ("你说啥？", Act.REPEAT),
        ("下一个", Act.SKIP),
        ("没有了", Act.DONE),
        ("你好", Act.GREETING),
        ("谢谢", Act.THANKS),
        ("刚才说错了", Act.CORRECTION),
        ("你是真人不是？", Act.ASK_IDENTITY),
        ("问这个干啥？", Act.ASK_WHY),
        ("把我写成金牌月嫂呗", Act.EMBELLISH),
        ("中介让我交五百押金", Act.RIGHTS),
        ("老太太摔地上不动了", Act.EMERGENCY),
        ("男主人骚扰我", Act.DISTRESS),
        ("把我的资料删了", Act.DELETE),
        ("我不同意了", Act.WITHDRAW),
        ("这个就不说了吧", Act.REFUSE),
        ("中介费要多少？", Act.QUESTION),
    ],
)
def test_an_act_is_heard(text: str, act: Act) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("会人工喂养", Act.HUMAN),
        ("做了停不下来", Act.STOP),
        ("我不怕猫", Act.NO),
        ("月嫂证没有，育婴证有", Act.STOP),
        ("会做人工呼吸", Act.HUMAN),
    ],
)
def test_a_word_alone_is_not_the_act(text: str, act: Act) -> None:
    assert act not in acts(text)


def test_imagined_emergencies_are_told_not_lived() -> None:
    assert Act.EMERGENCY not in acts("娃噎着了我就拍背", Topic.SCENARIO)


def test_a_bare_verdict_answers_the_question() -> None:
    assert acts("接不了", Topic.PREFERENCES) == {Act.NO}
    assert acts("我做得来", Topic.SKILLS) == {Act.YES}


@pytest.mark.parametrize("text", ["三年，等等，四年了", "等等，不对，是九年", "七千，等一下，七千五吧"])
def test_a_hesitation_before_a_correction_asks_for_no_pause(text: str) -> None:
    assert Act.WAIT not in acts(text)


def test_a_pause_stays_a_pause() -> None:
    assert Act.WAIT in acts("等一会儿，二宝哭了")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("不想留真名", Act.REFUSE),
        ("多大就不说了呗", Act.REFUSE),
        ("钱的事我不想在网上说", Act.REFUSE),
        ("名字等见了面再说行不行", Act.REFUSE),
        ("哪儿的人有啥要紧，不说中不中", Act.REFUSE),
        ("你们那个押金五百啥时候退我", Act.RIGHTS),
        ("中介收了我一千块，活也没给介绍", Act.RIGHTS),
        ("老板拖我三个月了", Act.RIGHTS),
        ("那家老头晚上进我屋，吓死我了", Act.DISTRESS),
        ("男雇主老往我身上蹭", Act.DISTRESS),
        ("不让我出门，把门反锁了", Act.DISTRESS),
        ("老太太喘不上气嘴都青了", Act.EMERGENCY),
        ("娃儿喝了洗衣液", Act.EMERGENCY),
        ("写我有十年经验呗，好找工作", Act.EMBELLISH),
        ("工龄给我加两年", Act.EMBELLISH),
        ("没啥要补的了", Act.DONE),
        ("就说到这儿吧", Act.DONE),
        ("问这个做么事", Act.ASK_WHY),
        ("月嫂证倒是有，公司发的，算数不", Act.QUESTION),
        ("现在护工行情是多少，一天有三百没", Act.QUESTION),
        ("我想跟你们老师直接说", Act.HUMAN),
        ("别把我的信息给别人", Act.WITHDRAW),
        ("过会儿再说", Act.STOP),
        ("我去看看孩子", Act.WAIT),
    ],
)
def test_everyday_wordings_of_what_she_does(text: str, act: Act) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("我啊，会做饭", Act.REPEAT),
        ("啊，河南的", Act.REPEAT),
        ("你写成三年了，是五年", Act.EMBELLISH),
        ("帮我改成住家", Act.EMBELLISH),
        ("人工八千五到九千", Act.HUMAN),
        ("打我闺女的吧，她的号好记", Act.DISTRESS),
        ("以前遇到过老人喘不上气，我会处理", Act.EMERGENCY),
        ("温州话我听不懂", Act.REPEAT),
        ("这个不好说，得看活儿多不多", Act.REFUSE),
        ("有没有单间无所谓", Act.QUESTION),
        ("我先不说了，晚上再弄", Act.REFUSE),
        ("工资不高没关系", Act.REFUSE),
    ],
)
def test_what_only_sounds_like_an_act(text: str, act: Act) -> None:
    assert act not in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("月嫂能挣多少", Act.QUESTION),
        ("什么时候给我派活儿", Act.QUESTION),
        ("你问这么多是要卖我信息吧", Act.QUESTION),
        ("你要我名字干啥", Act.ASK_WHY),
        ("有人没有啊", Act.HUMAN),
        ("你们规定几天就几天", Act.ANY),
        ("中介说我要走得赔两千违约金", Act.RIGHTS),
        ("名字嘛先空着，谈得拢再告诉你", Act.REFUSE),
        ("说慢点，你说啥技能来着", Act.REPEAT),
    ],
)
def test_acts_put_in_other_words(text: str, act: Act) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("给家里打电话，问问咋回事", Act.ASK_WHY),
        ("晚上？晚上我原来是跟娃睡的", Act.QUESTION),
        ("合肥，哪个区说不好", Act.DONT_KNOW),
        ("家常菜，炒个七八个没问题", Act.SKIP),
        ("节假日加班要双倍，不给双倍我就休", Act.RIGHTS),
        ("给钱痛快就行，拖工资的不干", Act.RIGHTS),
        ("小时候掉水里过，游泳那种不敢", Act.EMERGENCY),
        ("听不懂上海话", Act.REPEAT),
        ("老头耳朵背，我嗓门大", Act.REPEAT),
        ("噎着了知道咋拍", Act.ASK_WHY),
        ("有狗的就不要给我打电话了", Act.HUMAN),
        ("家里没人管我，住家好", Act.DISTRESS),
        ("明天面试都行", Act.STOP),
        ("学历改成高中吧", Act.EMBELLISH),
        ("不想说了，先停吧", Act.REFUSE),
        ("工资的先放着，先问我别的好不好", Act.REFUSE),
        ("没有不对的", Act.NO),
        ("不住家我没地方去", Act.DISTRESS),
        ("做到一半我腰闪了，只好走", Act.STOP),
        ("住家我不是没想过", Act.DONT_KNOW),
    ],
)
def test_what_only_sounds_like_one(text: str, act: Act) -> None:
    assert act not in acts(text)


def test_a_yes_with_one_thing_wrong_confirms_nothing() -> None:
    assert Act.YES not in acts("都对，就是住家那条不对，我说的是不住家", Topic.CONFIRM)
    assert Act.YES in acts("都对", Topic.CONFIRM)


def test_what_must_not_be_shown_to_others_is_not_withheld_from_us() -> None:
    assert Act.REFUSE not in acts("可以是可以，我的电话别给外人看", Topic.CONSENT)


@pytest.mark.parametrize(
    "text", ["什么都行", "哪儿都去", "多少都可以", "我不知道在哪", "不管多远都行", "住家五千五中不中", "先听听你们的价"]
)
def test_what_stands_for_anything_asks_nothing(text: str) -> None:
    assert Act.QUESTION not in acts(text, Topic.JOB)
