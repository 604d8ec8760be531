"""Made-up workers as facts, from the barest to the fullest, for the résumé's tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.profile.fold import fold
from assistant.profile.model import Fact, Language
from assistant.resume.compose import compose
from assistant.resume.model import Resume, ResumeOptions

TODAY = date(2026, 11, 22)


def said(field: str, value: Any, quote: str, **more: Any) -> Fact:
    """A fact said in these words."""
    return Fact(
        field=field, value=value, quote=quote, turn_id=more.pop("turn_id", "t1"), start=0, end=len(quote), **more
    )


def exact(number: float) -> dict[str, float]:
    return {"min": number, "max": number}


@dataclass(frozen=True)
class Sample:
    """A worker and what she said."""

    id: str
    facts: tuple[Fact, ...]
    language: Language = "zh"

    def resume(self, language: Language | None = None, **options: Any) -> Resume:
        """Her résumé."""
        folded = fold(self.facts)
        chosen = ResumeOptions(**{"generated_on": TODAY, "reference": "AY-7K3M2", **options})
        return compose(folded.profile, folded.live, language or self.language, chosen)


BARE = Sample("bare", (said("name", "王秀兰", "我叫王秀兰"), said("jobs", "housekeeper", "想干保姆")))

_TYPICAL = (
    said("name", "王秀兰", "我叫王秀兰"),
    said("birth_year", 1979, "属羊的，七九年的"),
    said("hometown", {"province": "河南", "city": "周口"}, "河南周口的"),
    said("location", {"city": "北京", "district": "朝阳"}, "我现在住朝阳"),
    said("phone", "13812345678", "一三八一二三四五六七八"),
    said("jobs", "maternity_nurse", "我做月嫂的"),
    said("jobs", "childcare_nanny", "育儿嫂也行"),
    said("years_experience", exact(8), "干了八年"),
    said("experience_by_job", {"job": "maternity_nurse", **exact(5)}, "月嫂五年"),
    said("experience_by_job", {"job": "childcare_nanny", **exact(3)}, "育儿嫂三年"),
    said("families_served", exact(20), "带过二十来家", flags=("approximate",)),
    said(
        "work_history",
        {"job": "maternity_nurse", "city": "北京", "district": "海淀", "months": 2, "ended": "2026-09",
         "duties": "带双胞胎，夜里也是我带"},
        "上一家在海淀，带双胞胎，夜里也是我带，两个月，九月下的户",
    ),
    said(
        "work_history",
        {"job": "childcare_nanny", "city": "北京", "district": "望京", "months": 26, "ended": "2025-06",
         "reason_left": "孩子上幼儿园了", "reason_private": False},
        "再前面望京那家做了两年多，孩子上幼儿园了就下来了",
    ),
    said("skills", {"id": "newborn_care", "level": "good"}, "新生儿护理没问题"),
    said("skills", {"id": "infant_bathing"}, "洗澡抚触我都会"),
    said("skills", {"id": "infant_massage"}, "洗澡抚触我都会"),
    said("skills", {"id": "burping"}, "喂完奶我都竖着抱二十分钟拍嗝"),
    said("skills", {"id": "complementary_food"}, "辅食会做"),
    said("skills", {"id": "confinement_meals", "level": "some"}, "月子餐会一些"),
    said("skills", {"id": "insulin_injection"}, "打胰岛素我不敢", polarity="negative"),
    said("cuisines", "sichuan", "川菜湘菜都中"),
    said("cuisines", "hunan", "川菜湘菜都中"),
    said("certificates", {"kind": "maternity_care", "level": "高级", "issued_on": "2024"}, "高级母婴护理证，前年考的"),
    said("certificates", {"kind": "infant_care"}, "育婴证也有"),
    said("health_certificate", {"held": True, "valid_until": "2027-03"}, "健康证有，明年三月到期"),
    said("work_modes", "live_in", "住家"),
    said("rest_days_per_month", exact(4), "月休四天"),
    said("expected_salary", {**exact(12000), "unit": "26_days"}, "一万二26天", status="confirmed"),
    said("available_from", "now", "随时能上户"),
    said("service_areas", "朝阳", "朝阳海淀都行"),
    said("service_areas", "海淀", "朝阳海淀都行"),
    said("service_areas", "昌平", "昌平远了", polarity="negative"),
    said("languages", {"id": "mandarin", "level": "fluent"}, "普通话没问题"),
    said("languages", {"id": "henanese", "level": "native"}, "河南话"),
    said("education", "junior_high", "初中毕业"),
    said("preferences", {"dogs": True}, "家里有狗没事"),
    said("preferences", {"cats": False}, "有猫不行"),
    said("preferences", {"phone_free": True}, "带娃我不看手机，孩子在我眼前头"),
    said("background_check_consent", value=True, quote="查吧，我没啥怕查的"),
    said("strengths", "带娃不看手机", "带娃我不看手机，孩子在我眼前头"),
)  # fmt: skip
TYPICAL = Sample("typical", _TYPICAL)

_MANY_SKILLS = (
    "newborn_care", "infant_bathing", "infant_massage", "burping", "bottle_feeding", "complementary_food",
    "confinement_meals", "lactation_support", "sleep_training", "early_education", "premature_care",
    "turning_and_back_patting", "blood_pressure", "blood_glucose", "dementia_care", "glass_cleaning",
    "deep_cleaning", "organizing", "driving", "school_run", "pet_care", "english_tutoring",
)  # fmt: skip
_POSTS = (
    ("maternity_nurse", "上海", "浦东", 1.5, "2026-10"), ("maternity_nurse", "上海", "徐汇", 2, "2026-06"),
    ("childcare_nanny", "上海", "静安", 18, "2026-03"), ("childcare_nanny", "杭州", "西湖", 30, "2024-08"),
    ("housekeeper", "杭州", "滨江", 42, "2022"), ("elderly_carer", "合肥", "蜀山", 14, "2018-05"),
    ("cook", "合肥", None, 8, "2017"), ("cleaner", "阜阳", "颍州", 24, "2016"),
)  # fmt: skip


def _post(job: str, city: str, district: str | None, months: float, ended: str) -> dict[str, Any]:
    value = {"job": job, "city": city, "district": district, "months": months, "ended": ended}
    return {key: item for key, item in value.items() if item is not None}


FULL = Sample(
    "full",
    (
        said("name", "阿依古丽·买买提江·阿卜杜热合曼", "我叫阿依古丽·买买提江·阿卜杜热合曼"),
        said("gender", "female", "女的"),
        said("age", {"min": 46, "max": 49}, "四十大几了"),
        said("hometown", {"province": "新疆", "city": "喀什"}, "老家喀什的"),
        said("location", {"city": "上海", "district": "浦东"}, "住浦东"),
        said("phone", "13900001111", "13900001111"),
        *(said("jobs", job, "这些都做") for job in ("maternity_nurse", "childcare_nanny", "housekeeper", "cook")),
        said("jobs", "patient_carer", "医院护工我不做", polarity="negative"),
        said("years_experience", {"min": 11, "max": 19}, "十几年了"),
        said("experience_by_job", {"job": "housekeeper", **exact(3.5)}, "保姆三年半"),
        said("experience_by_job", {"job": "maternity_nurse", "min": 7, "max": 8}, "月嫂七八年"),
        said("experience_by_job", {"job": "childcare_nanny", **exact(4)}, "育儿嫂四年"),
        said("experience_by_job", {"job": "elderly_carer", **exact(1.17)}, "护老一年多"),
        said("experience_by_job", {"job": "cleaner", **exact(2)}, "保洁两年"),
        said("families_served", {"min": 4, "max": None}, "好几家吧"),
        *(said("work_history", _post(*post), f"{post[1]}那家，做到{post[4]}") for post in _POSTS),
        *(said("skills", {"id": skill}, "这个我会") for skill in _MANY_SKILLS),
        said("skills", {"id": "nasal_feeding", "level": "informal"}, "我婆婆瘫了四年都是我伺候的"),
        *(said("cuisines", c, "都会做") for c in ("sichuan", "hunan", "northwest", "noodles", "home_style", "baking")),
        said("cuisines", "western", "西餐不会", polarity="negative"),
        said("certificates", {"kind": "maternity_care", "level": "高级", "issuer": "上海市家庭服务业行业协会",
                              "issued_on": "2022-05", "verified": "checked"}, "行业协会发的高级证", status="verified"),
        said("certificates", {"kind": "infant_care", "level": "三级", "issued_on": "2020"}, "育婴三级，二零年的"),
        said("certificates", {"kind": "first_aid"}, "急救也学过有证"),
        said("certificates", {"kind": "driving"}, "有驾照"),
        said("health_certificate", {"held": True, "valid_until": "2026-08", "exam_date": "2025-08"}, "去年八月查的"),
        said("work_modes", "live_in", "住家白班都行"),
        said("work_modes", "live_out", "住家白班都行"),
        said("work_modes", "night", "夜班不上", polarity="negative"),
        said("rest_days_per_month", {"min": 2, "max": 4}, "月休两到四天"),
        said("expected_salary", {"min": 15000, "max": 16000, "unit": "month"}, "一万五六一个月"),
        said("expected_salary", {"negotiable": True}, "可以谈"),
        said("available_from", "2026-12-15", "下个月中旬吧", flags=("approximate",)),
        *(said("service_areas", area, "这几个区") for area in ("浦东", "徐汇", "静安", "长宁", "闵行", "黄浦")),
        said("languages", {"id": "mandarin", "level": "fluent"}, "普通话行"),
        said("languages", {"id": "uyghur", "level": "native"}, "维语是母语"),
        said("languages", {"id": "english", "level": "some"}, "英语会几句"),
        said("education", "vocational", "中专"),
        *(said("preferences", {name: True}, "这些都行") for name in ("dogs", "twins", "large_home", "cameras")),
        *(said("preferences", {name: False}, "这个不行") for name in ("cats", "bedridden", "smokers")),
        said("preferences", {"own_room": True}, "要自己一间屋"),
        said("background_check_consent", value=True, quote="可以查"),
        said("strengths", "买菜记账", "每天买菜的小票我都留着，记在本子上"),
        said("strengths", "抹布分开用", "厨房的抹布和厕所的抹布我从来分开用"),
        said("strengths", "金牌", "人家都说我是金牌月嫂，最好的"),
        said("strengths", "家里事", "我老公在老家，儿子上大学要花钱"),
    ),
)  # fmt: skip

HOURLY = Sample(
    "hourly",
    (
        said("name", "李姐", "写李姐就行"),
        said("jobs", "hourly_helper", "钟点工"),
        said("jobs", "cleaner", "保洁也做"),
        said("years_experience", {"min": 5, "max": 6}, "断断续续五六年吧"),
        said("expected_salary", {"min": 35, "max": None, "unit": "hour"}, "三十五一个钟起"),
        said("work_modes", "hourly", "按钟点"),
        said("rest_days_per_month", exact(0), "我不休，多挣点", flags=("confirm",)),
        said("location", {"city": "重庆", "district": "沙坪坝"}, "沙坪坝"),
        said("skills", {"id": "glass_cleaning"}, "擦玻璃"),
        said("skills", {"id": "range_hood_cleaning"}, "洗油烟机"),
    ),
)

ENGLISH = Sample(
    "english",
    (
        said("name", "Maria Concepcion Dela Cruz-Villanueva", "I'm Maria Concepcion Dela Cruz-Villanueva"),
        said("jobs", "childcare_nanny", "nanny work"),
        said("jobs", "housekeeper", "and housekeeping"),
        said("years_experience", {"min": 6, "max": 7}, "about six or seven years"),
        said("experience_by_job", {"job": "childcare_nanny", **exact(4)}, "four as a nanny"),
        said("experience_by_job", {"job": "housekeeper", **exact(2.5)}, "two and a half housekeeping"),
        said("expected_salary", {"min": 8000, "max": 9000, "unit": "month"}, "eight to nine K a month"),
        said("location", {"city": "上海", "district": "浦东"}, "I live in Pudong"),
        said("languages", {"id": "english", "level": "fluent"}, "English, fluent"),
        said("languages", {"id": "mandarin", "level": "some"}, "some Mandarin"),
        said("skills", {"id": "school_run"}, "I do the school run with both kids every day"),
        said("skills", {"id": "complementary_food"}, "baby food"),
        said("skills", {"id": "deep_cleaning"}, "deep cleaning"),
        said("skills", {"id": "english_tutoring"}, "I read with them in English every evening before bed"),
        said("work_history", {"job": "childcare_nanny", "city": "上海", "district": "浦东", "months": 30,
                              "ended": "2026-08"}, "two and a half years in Pudong until August"),
        said("available_from", "now", "right away"),
        said("rest_days_per_month", exact(8), "weekends off"),
        said("work_modes", "live_out", "live-out"),
        said("preferences", {"dogs": True}, "dogs are fine"),
    ),
    language="en",
)  # fmt: skip

SAMPLES = (BARE, TYPICAL, FULL, HOURLY, ENGLISH)
